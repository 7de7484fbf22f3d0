"""From a trigger to an event: participants, time, place, numbers, realis, who asserts it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, Article, DateMention, Event, PlaceMention, Realis, Span, Statement, ZoneKind
from ..names.places import place_of as place_name
from .cast import Cast
from .clause import noun_clause, span_of, top_verb, verb_clause
from .fits import is_agent
from .lexicon import cue_words, noun_class, verb_lemma
from .magnitudes import magnitudes
from .realis import Seen, realis_of
from .tree import conjuncts, surface_subject
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


#: What is an event only where somebody public does it.
_PUBLIC = frozenset(
    {"COERCE", "OFFICE", "LEGISLATE", "CONCEDE", "CONTROL", "RETREAT", "MOBILIZE", "AGREE", "SUPPORT", "COOPERATE"}
)
#: Forms of the present and of the past: reporters tell the past.
_SAME_IN_THE_PAST = frozenset("set put cut hit shut let quit beat split hurt burst cast spread".split())  # noqa: SIM905
_NEVER_BUSINESS = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "THREATEN"})
_PUBLIC_TYPES = frozenset(
    {ActorType.STATE, ActorType.GOVERNMENT_BODY, ActorType.INTERNATIONAL, ActorType.ARMED_GROUP, ActorType.PARTY}
)
_FIRM = re.compile(
    r"\b(?:Inc|Corp|Ltd|Plc|PLC|Cos?\.|Holdings?|AG|S\.A|N\.V|B\.V|LLC|GmbH|Bancorp|Airlines|Industries)\b"
)
#: Types whose words reporters of sport love.
_PLAYED = frozenset({"ASSAULT", "THREATEN", "CONTROL", "RETREAT", "COERCE", "PROTEST", "OFFICE", "CONCEDE", "MOBILIZE"})
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
        self.cast = Cast(actors, doc)
        self._dates = Dates(dates, doc)
        self._places = Places(places, doc)
        self._statements = sorted(statements, key=lambda s: sum(len(span) for span in s.content))
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
        if (not who or trigger.who) and frame.type in ("ASSAULT", "AID") and _mishap(trigger):
            return None
        if (frame.type in _PUBLIC and _private(trigger)) or _petty(trigger) or _at_play(trigger):
            return None
        if frame.type == "COERCE" and frame.mode in ("ban", "restrict") and _by_nature(trigger):
            return None
        if frame.type not in _NEVER_BUSINESS and self._business(trigger):
            return None
        inside = self._innermost(here)
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
            reason=f"{frame.name}: “{token.text}”" + (f"; {realis.value} by “{seen.because}”" if seen.because else ""),
        )

    def _business(self, trigger: Trigger) -> bool:
        """ "The company's president quit", "Hallwood agreed to …": firms among themselves."""
        sentence = trigger.token.sent
        text = sentence.text.lower()
        words = {token.lemma_.lower() for token in sentence}
        firm = words & cue_words("firms") or len(words & cue_words("half_firms")) > 1
        firm = firm or any(title.replace("_", " ") in text for title in cue_words("business_titles"))
        if not (firm or _FIRM.search(sentence.text)):
            return False
        doers = [one for head in trigger.who or trigger.to for one in conjuncts(head)]
        return not any(self._public(one) for one in doers)

    def _public(self, head: Token) -> bool:
        actor = self.cast.meant_by(head)
        if actor is not None and actor.type in _PUBLIC_TYPES:
            return True
        lemma = head.lemma_.lower()
        return lemma in noun_class("public_heads") or place_name(head.text) is not None

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
        if _lets(verb):
            return True
        if verb.tag_ == "VB" and {"neg", "TO"} <= {x for c in verb.children for x in (c.dep_, c.tag_)}:
            return True  # "told them not to shoot"
        past = verb.lower_ in _SAME_IN_THE_PAST or (verb.tag_ == "VBP" and verb_lemma(verb) != verb.lower_)
        present = (verb.tag_ in ("VBP", "VBZ") and not (past and verb.tag_ == "VBP")) or _in_the_present(verb)
        if present and not _now(verb):
            return not any(zone.start <= verb.idx < zone.end for zone in self.headlines)
        return verb.tag_ == "VB" and _imperative(verb)


def _now(verb: Token) -> bool:
    """ "They now hold the palace", "ministers meet in Belem today": a present that tells of one day."""
    return any(c.lower_ in ("now", "today", "tonight") or _today(c) for c in verb.children)


def _today(token: Token) -> bool:
    return token.dep_ == "npadvmod" and any(t.lower_ in ("today", "tonight") for t in token.subtree)


def _in_the_present(verb: Token) -> bool:
    """ "Governments do not fall", "those who say more are arrested"."""
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


def _mishap(trigger: Trigger) -> bool:
    """Whether what killed was no attack: a crash, an earthquake, a disease."""
    if verb_lemma(trigger.token) in cue_words("always_violent"):
        return False
    doers = {head.lemma_.lower() for head in trigger.who if not _gunfire(head)}
    if doers or trigger.who:
        return bool(doers & (noun_class("mishap") | noun_class("creature")))
    if any(token.lemma_.lower() in cue_words("attacking") for token in trigger.token.sent):
        return False
    return any(
        (token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in noun_class("mishap") and not _gunfire(token))
        or (token.pos_ == "VERB" and token.lemma_ in noun_class("mishap_verbs"))
        for token in trigger.token.sent
    )


def _private(trigger: Trigger) -> bool:
    """Whether only firms or players do it: business and sport are no events."""
    return bool(trigger.who) and all(head.lemma_.lower() in noun_class("private") for head in trigger.who)


def _petty(trigger: Trigger) -> bool:
    """Theft and the like by nobody in particular: ordinary crime."""
    if trigger.frame.type not in ("SANCTION", "ACCUSE", "COERCE") or not trigger.to:
        return False
    if any(h.pos_ == "PROPN" or h.lemma_.lower() in noun_class("offices_held") for h in trigger.to):
        return False
    return any({token.lower_, token.lemma_.lower()} & cue_words("petty") for token in trigger.token.sent)


def _by_nature(trigger: Trigger) -> bool:
    """ "Police closed the road after a crash", "schools were shut for the storm": nobody is put under pressure."""
    if any(head.ent_type_ in ("GPE", "NORP") for head in (*trigger.who, *trigger.to)):
        return False
    return any(token.lemma_.lower() in cue_words("nature") for token in trigger.token.sent)


def _at_play(trigger: Trigger) -> bool:
    """ "The striker fired a warning shot in the tenth minute": a game, unless somebody comes to harm at it."""
    if trigger.frame.type not in _PLAYED:
        return False
    if any(
        head.tag_ == "NN"
        and head.lemma_.lower() in noun_class("sporting")
        and not any(c.lower_ in ("former", "ex") for c in head.lefts)
        for head in trigger.who
    ):
        return True
    words = {token.lemma_.lower() for token in trigger.token.sent}
    return bool(words & cue_words("games")) and not words & cue_words("harm")


def _only_we(trigger: Trigger) -> bool:
    """ "We have signed away the valley": the writer's own country, in an opinion."""
    return bool(trigger.who) and all(head.lower_ in ("we", "i", "us") for head in trigger.who)


def _gunfire(token: Token) -> bool:
    """ "An exchange of fire", "opened fire", "fire from the other side"."""
    if token.lower_ == "fire" and any(c.lower_ in ("from", "sniper", "friendly", "artillery") for c in token.children):
        return True
    above = token.head.head if token.dep_ == "pobj" else token.head
    return token.lower_ == "fire" and above.lemma_.lower() in ("exchange", "open", "trade", "return", "line", "under")


def _imperative(verb: Token) -> bool:
    return verb.dep_ == "ROOT" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)


def _worth_keeping(realis: Realis, trigger: Trigger, cast: Cast) -> bool:
    """What did not happen is told only where it is clear whose it would have been: precision before number."""
    if realis is Realis.HYPOTHETICAL:
        return not trigger.frame.deverbal and any(is_agent(head, cast) for head in trigger.who)
    return realis is Realis.ACTUAL or bool(trigger.who or trigger.to)
