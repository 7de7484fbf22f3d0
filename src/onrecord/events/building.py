"""From a trigger to an event: participants, time, place, numbers, realis, who asserts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Actor, Article, DateMention, Event, PlaceMention, Realis, Span, Statement, ZoneKind
from ..models.deeds import honest
from .cast import Cast
from .clause import noun_clause, span_of, top_verb, verb_clause
from .fits import is_agent
from .lexicon import cue_words, verb_lemma
from .magnitudes import magnitudes
from .ordinary import ordinary
from .realis import Seen, realis_of
from .spoken_for import spoken_for, teller
from .tree import surface_subject
from .trigger import Trigger
from .when import Dates, long_ago
from .where import Places, place_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Types that a verb of speaking may carry; where a statement has the verb as its cue and a clause as its content
#: ("agreed that …", "protested that …"), it is not counted twice.
_SPOKEN = frozenset({"AGREE", "SUPPORT", "REJECT", "PROTEST", "AID"})


#: "Must withdraw", "has to leave", "threatened to attack": demands and promises are words alone.
_WORDS_ALONE = frozenset({"must", "should", "ought", "shall", "have to", "need", "to", "will not"})
_WORDS_ALONE |= {"vote"}  # "voted to join": the vote is told
_WORDS_ALONE |= cue_words("promising") | cue_words("inclined")
#: Demanded, asked, urged: words alone; but what somebody weighs or wants to do may come.
_WORDS_ALONE |= cue_words("wanting") - cue_words("weighing")


#: Forms of the present and of the past: reporters tell the past.
_SAME_IN_THE_PAST = frozenset("set put cut hit shut let quit beat split hurt burst cast spread".split())  # noqa: SIM905
#: What is only supposed ("if the army attacked") or laid at somebody's door without a statement that says so.
_NOT_EVEN_LIKELY = frozenset({"if", "unless", "lest", "whether"}) | cue_words("accusing")


class Builder:
    """What building the events of one article needs to know."""

    def __init__(
        self,
        article: Article,
        doc: Doc,
        actors: tuple[Actor, ...],
        statements: tuple[Statement, ...],
        dates: tuple[DateMention, ...],
        places: tuple[PlaceMention, ...] = (),
    ) -> None:
        self.article, self.doc = article, doc
        self._dates = Dates(dates, doc)
        self._places = Places(places, doc)
        self._statements = sorted(statements, key=lambda s: sum(len(span) for span in s.content))
        self.cast = Cast(actors, doc, spoken_for(doc, reversed(self._statements), actors))
        self._cues = [span for statement in statements for span in statement.cue]
        self.headlines = tuple(zone.span for zone in article.zones if zone.kind is ZoneKind.HEADLINE)

    def build(self, trigger: Trigger) -> Event | None:
        """The event of a trigger, or None where it is general, spoken, or nobody takes part in it."""
        token, frame = trigger.token, trigger.frame
        here = Span(token.idx, token.idx + len(token))
        if self._spoken(trigger, here) or self._general(trigger):
            return None
        who = self.cast.all_meant(list(trigger.who))
        if not who and trigger.who and all(head.lower_ in ("this", "that", "it") for head in trigger.who):
            who = self._whoever_reports(trigger)
            if not who:
                return None  # nobody can say who "this" was
        to = tuple(id for id in self.cast.all_meant(list(trigger.to)) if id not in who)
        if ordinary(trigger, self.cast, known=bool(who)):
            return None
        inside, told = self._innermost(here), ()
        if to and not who:
            who = told = tuple(id for id in teller(trigger, inside, self.cast.actors.values()) if id not in to)
        if not who and inside is None and frame.type != "PROTEST" and _only_we(trigger):
            return None
        seen = realis_of(token, carrier=trigger.carrier, inside=inside)
        if frame.type == "PROTEST" and seen.because == "to" and token.dep_ == "advcl":
            seen = Seen(Realis.ACTUAL, "")  # "drove their tractors to the border to protest"
        if seen.realis is Realis.HYPOTHETICAL and seen.because in (*_NOT_EVEN_LIKELY, "would"):
            return None
        if seen.because in _WORDS_ALONE or not _worth_keeping(seen.realis, trigger, self.cast):
            return None
        first, last = self._edges(trigger)
        when = self._dates.of(token, carrier=trigger.carrier)
        realis = seen.realis
        if realis is Realis.ACTUAL and long_ago(when, self.article.published):
            realis = Realis.HISTORICAL
        owners = {token.i, top_verb(trigger.carrier or token).i} | ({trigger.carrier.i} if trigger.carrier else set())
        return Event(
            type=frame.type,
            mode=frame.mode,
            who=who,
            to_whom=to,
            evidence=span_of(self.doc, first, last),
            trigger=here,
            where=place_of(trigger, owners, self.cast, self._places),
            when=when,
            realis=realis,
            magnitudes=magnitudes(self.doc, first, last, owners, token.text.lower()),
            asserted_by=inside.id if inside else "narrator",
            reason="".join((_reason(trigger), self._speaker_because(trigger, told), _because(realis, seen.because))),
        )

    def _speaker_because(self, trigger: Trigger, told: tuple[str, ...]) -> str:
        """What the reason says where somebody takes part because of who speaks."""
        if told:
            return "; done by whoever tells it"
        own = next(filter(self.cast.by_speaker, (*trigger.who, *trigger.to)), None)
        return f"; “{own.text}” by who speaks" if own is not None else ""

    def _edges(self, trigger: Trigger) -> tuple[int, int]:
        if trigger.carrier is not None:
            return verb_clause(trigger.carrier)
        return noun_clause(trigger.token) if trigger.frame.noun else verb_clause(trigger.token)

    def _spoken(self, trigger: Trigger, here: Span) -> bool:
        """Whether a statement has the trigger as its cue, so that counting it as an act would count it twice."""
        frame = trigger.frame
        if frame.noun or not (frame.unspoken or frame.type in _SPOKEN):
            return False
        if not frame.unspoken and not any(child.dep_ == "ccomp" for child in trigger.token.children):
            return False
        return any(cue.overlaps(here) for cue in self._cues)

    def _whoever_reports(self, trigger: Trigger) -> tuple[str, ...]:
        """ "Canada said it would send …": "it" is Canada."""
        verb = top_verb(trigger.carrier or trigger.token)
        if verb.dep_ != "ccomp" or verb.head.lemma_ not in cue_words("reporting"):
            return ()
        doer = surface_subject(verb.head)
        return self.cast.all_meant([doer]) if doer is not None else ()

    def _innermost(self, here: Span) -> Statement | None:
        return next((s for s in self._statements if any(span.holds(here) for span in s.content)), None)

    def _general(self, trigger: Trigger) -> bool:
        """ "Terrorists kill civilians": a bare present tells no event, except in a headline."""
        verb = trigger.carrier or (None if trigger.frame.noun else trigger.token)
        if trigger.token.sent.text.rstrip().endswith("?"):
            return True
        if verb is None:
            return False
        if _never_was(verb) or _habit(verb) or _whoever(trigger):
            return True
        ruled = verb.tag_ == "VB" and any(
            c.tag_ == "MD" and c.lower_ in ("may", "shall", "must") for c in verb.children
        )
        if ruled and realis_of(trigger.token, carrier=trigger.carrier).realis is Realis.NEGATED:
            return True  # "no army may cross our border"
        if _lets(verb) or _not_yet_confirmed(verb):
            return True
        if verb.tag_ == "VB" and {"neg", "TO"} <= {x for c in verb.children for x in (c.dep_, c.tag_)}:
            return True  # "told them not to shoot"
        if _in_the_present(verb) and not _now(verb):
            return not any(zone.start <= verb.idx < zone.end for zone in self.headlines)
        return verb.tag_ == "VB" and _imperative(verb)


def _reason(trigger: Trigger) -> str:
    """ "COERCE verb arrest: “arrested”"; of what the learnt head decided also how likely it is."""
    sure = "" if trigger.sure is None else f"; learnt, likely {honest(trigger.sure):.2f}"
    return f"{trigger.frame.name}: “{trigger.token.text}”{sure}{'; who takes part learnt' if trigger.heard else ''}"


def _because(realis: Realis, word: str) -> str:
    return f"; {realis.value} by “{word}”" if word else ""


def _now(verb: Token) -> bool:
    """ "They now hold the palace", "ministers meet in Belem today": a present that tells of one day."""
    return any(c.lower_ in ("now", "today", "tonight") or _today(c) for c in verb.children)


def _today(token: Token) -> bool:
    return token.dep_ == "npadvmod" and any(t.lower_ in ("today", "tonight") for t in token.subtree)


def _in_the_present(verb: Token) -> bool:
    """ "Governments fall", "do not fall", "those who say more are arrested"; but "troops hit a post" tells the past."""
    if verb.tag_ == "VBZ":
        return True
    if verb.tag_ == "VBP" and verb.lower_ not in _SAME_IN_THE_PAST and verb_lemma(verb) == verb.lower_:
        return True
    helping = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VB":
        return any(c.lower_ in ("do", "does") for c in helping)
    return len(helping) == 1 and helping[0].dep_ == "auxpass" and helping[0].tag_ in ("VBP", "VBZ")


def _lets(verb: Token) -> bool:
    """ "The law lets a court seize the car"."""
    above = verb.head
    return (
        verb.tag_ == "VB"
        and verb.dep_ in ("ccomp", "xcomp")
        and above.tag_ in ("VBZ", "VBP")
        and above.lemma_ in ("let", "allow", "permit", "enable", "require", "oblige", "empower", "entitle")
    )


def _not_yet_confirmed(verb: Token) -> bool:
    """ "Has yet to confirm that the prisoners were exchanged": nobody knows."""
    said = verb.head
    before = [token.lower_ for token in verb.doc[max(0, said.i - 2) : said.i]]
    return verb.dep_ == "ccomp" and said.i < verb.i and before == ["yet", "to"]


def _habit(verb: Token) -> bool:
    """ "Has retreated so often", "was always jailed": no one deed."""
    return any(c.dep_ == "advmod" and c.lower_ in cue_words("habitual") for c in verb.children)


def _whoever(trigger: Trigger) -> bool:
    """ "Every minister who …", "you", "anyone": nobody in particular."""
    return any(
        head.lower_ in ("you", "anyone", "anybody", "whoever", "everyone", "everybody", "one")
        or any(c.dep_ == "det" and c.lower_ in ("every", "each", "any") for c in head.children)
        for head in trigger.who
    )


def _never_was(verb: Token) -> bool:
    """ "Could have toppled him": what could or would have been was not."""
    helping = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return bool(helping & {"could", "would", "should"}) and "have" in helping


def _only_we(trigger: Trigger) -> bool:
    """ "We have signed away the valley": the writer's own country, in an opinion."""
    return bool(trigger.who) and all(head.lower_ in ("we", "i", "us") for head in trigger.who)


def _imperative(verb: Token) -> bool:
    return verb.dep_ == "ROOT" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)


def _worth_keeping(realis: Realis, trigger: Trigger, cast: Cast) -> bool:
    """What did not happen is told only where it is clear whose it would have been: precision before number."""
    if realis is Realis.HYPOTHETICAL:
        return not trigger.frame.deverbal and any(is_agent(head, cast) for head in trigger.who)
    return realis is Realis.ACTUAL or bool(trigger.who or trigger.to)
