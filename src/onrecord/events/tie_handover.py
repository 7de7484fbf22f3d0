"""Ties told by a change or a charge: "X succeeds Y as head of Z", "Z elected X president", "speaking for Z, X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm, Relation, Span, Tie
from ..names.lexicon import roles
from ..names.traits import traits
from .tie_relations import relation_for, role_of
from .tie_scene import BODIES, GROUPS, Scene
from .tie_times import date_of_verb, past_role
from .tie_words import tie_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOT_YET = r"(?<!to )(?<!will )(?<!would )(?<!could )(?<!may )(?<!not )"
_CHOSE = re.compile(rf"{_NOT_YET}\b(?:re-?)?(?:elected|appointed|named|chose|installed)\s(?:[A-Z][\w.]*\s){{0,2}}\Z")
_AS = re.compile(r",?\s(?:as\s|to\sbe\s)?(?:(?:the|a)\s)?(?=[a-z])")
_THE = r"(?:the\s)?(?:[a-z-]+\s){0,3}"
_GLOSS = r"(?:\s\([^)]{1,12}\))?"
_UNDER = re.compile(r"\bUnder\s(?:its|their)\s(?P<role>(?:[\w-]+\s){0,2}[\w-]+),?\s\Z")
_LEADERSHIP = re.compile(rf",?\sunder\sthe\s(?:leadership|chairmanship|command|direction)\sof\s{_THE}")
#: "Neue Wehr, a far-right group led by X"; "the Harbour Party, whose president is Senator X".
_GROUP_LED = re.compile(
    rf"{_GLOSS},\s(?:an?|the)\s(?:[\w-]+\s){{1,6}}(?P<how>led|headed|chaired|run|commanded|founded)\sby\s(?:its\s)?{_THE}"
    r"(?:[A-Z][\w.]*\s)?"
)
_WHOSE = re.compile(
    rf"{_GLOSS},\swhose\s(?P<role>(?:[\w-]+\s){{0,2}}?[\w-]+)(?:\sis\s|,\s|\s){_THE}(?:[A-Z][\w.]*\s)?"
)
_AT_THE_HEAD = re.compile(rf",\s(?:who\s(?:is|was|has\sbeen)\s)?(?:now\s)?at\sthe\s(?:head|helm)\sof\s{_THE}")
_SPEAKS = re.compile(
    r"\b(?:[Ss]peaking|(?:who\s)?speaks|who\sspoke)\s(?:for|on\sbehalf\sof)\s(?:the\s)?(?:[a-z-]+\s){0,2}\Z"
)
_BEHIND = re.compile(r"(?:\s\([^)]{1,12}\))?,\s")


def from_handovers(scene: Scene) -> list[Tie]:
    """All ties of this kind."""
    return [*handed_over(scene), *chosen(scene), *speaking(scene), *backing(scene), *at_the_head(scene)]


def handed_over(scene: Scene) -> list[Tie]:
    """ "X succeeds Y as chief executive of Z": the office is X’s now and was Y’s."""
    found = []
    for token in scene.doc:
        if token.lemma_ not in tie_words()["hands_over"] or token.pos_ != "VERB" or token.tag_ in ("VB", "VBG"):
            continue
        if any(child.dep_ in ("neg", "auxpass") or child.tag_ == "MD" for child in token.children):
            continue
        comer, goer = _child(scene, token, "nsubj"), _child(scene, token, "dobj")
        phrase = _told_as(scene, token)
        if comer is None or goer is None or phrase is None:
            continue
        told = _office(scene, phrase)
        people = [scene.owner[m.span] for m in (comer, goer)]
        if told is None or any(person.type is not ActorType.PERSON for person in people):
            continue
        kind, object_, end, role = told
        day = date_of_verb(scene, token)
        evidence = Span(min(comer.span.start, goer.span.start), end)
        found.append(scene.tie(people[0], kind, object_, evidence, role, "succeeds", day, None))
        found.append(scene.tie(people[1], kind, object_, evidence, past_role(role, "", "-"), "succeeded", None, day))
    return found


def _child(scene: Scene, token: Token, dep: str) -> Mention | None:
    child = next((child for child in token.children if child.dep_ == dep), None)
    if child is not None and child.tag_ in ("WP", "WDT") and token.dep_ == "relcl":
        child = token.head
    return scene.at(child.idx) if child is not None else None


def _told_as(scene: Scene, token: Token) -> Mention | None:
    """The office behind "as", wherever the parser hangs it."""
    end = min(token.sent.end_char, token.idx + 160)
    match = re.search(r"\sas\s(?:the\s|its\s|their\s)?(?:new\s)?", scene.text[token.idx : end])
    if match is None or re.search(r"[.;:”\"]", scene.text[token.idx : token.idx + match.start()]):
        return None
    return _phrase_at(scene, token.idx + match.end())


def _phrase_at(scene: Scene, at: int) -> Mention | None:
    """The office that begins there, whether or not the article speaks of it again: "general secretary"."""
    end = None
    for word in re.finditer(r"[\w’'-]+", scene.text[at : at + 70]):
        before = scene.text[at : at + word.start()]
        if word.group().lower() in roles():
            end = at + word.end()
        elif end is not None or re.search(r"[^\w\s’'-]", before) or word.group() in ("of", "for", "at", "in", "to"):
            break
    return Mention(Span(at, end), MentionForm.NOMINAL, ActorType.PERSON) if end else None


def _office(scene: Scene, phrase: Mention):
    """What an office is, of whom, and where its words end: "head of the Mining Chamber"; None where nobody says."""
    head = traits(scene.doc, phrase).head
    written = phrase.span.of(scene.text)
    relation = role_of(written, head)
    if relation is None:
        return None
    behind = re.match(r"\s(?:of|at|for)\s(?:the\s)?(?:[a-z-]+\s){0,2}", scene.text[phrase.span.end :])
    body = next(
        (m for m in scene.names if behind and m.span.start == phrase.span.end + behind.end()),
        None,
    )
    if body is None:
        inside = [m for m in scene.inside(phrase.span) if m.span != phrase.span and m.form is MentionForm.NAME]
        body = inside[-1] if inside else scene.possessing(phrase.span.start)
    if body is None or scene.owner[body.span].type not in (*BODIES, ActorType.STATE):
        return None
    object_ = scene.owner[body.span]
    kind = relation_for(relation, written, object_)
    role = re.sub(r"^(?:(?:the|an?|its|their)|[A-Z][\w\s]*[’'‘]s)\s(?:new\s)?", "", written)
    return (kind, object_, max(body.span.end, phrase.span.end), role) if kind else None


def chosen(scene: Scene) -> list[Tie]:
    """ "Delegates elected X general secretary of Y"; "the Harbour Party named X as its leader"."""
    found = []
    for name in scene.names:
        person = scene.owner[name.span]
        if person.type is not ActorType.PERSON or not _CHOSE.search(
            scene.text[max(0, name.span.start - 60) : name.span.start]
        ):
            continue
        opening = _AS.match(scene.text, name.span.end)
        phrase = _phrase_at(scene, opening.end()) if opening else None
        if phrase is None:
            continue
        told = _office(scene, phrase)
        if told is None and re.match(r"(?:its|their)\s", phrase.span.of(scene.text)):
            told = _of_the_choosers(scene, name, phrase)
        if told:
            kind, object_, end, role = told
            verb = scene.doc.char_span(name.span.start, name.span.end, alignment_mode="expand")
            day = next((date_of_verb(scene, t) for t in verb.root.ancestors if t.pos_ == "VERB"), None)
            found.append(scene.tie(person, kind, object_, Span(name.span.start, end), role, "chosen", day, None))
    return found


def _of_the_choosers(scene: Scene, name: Mention, phrase: Mention):
    body = scene.last_named(name.span.start)
    relation = role_of(phrase.span.of(scene.text), traits(scene.doc, phrase).head)
    if body is None or relation is None:
        return None
    object_ = scene.owner[body.span]
    kind = relation_for(relation, phrase.span.of(scene.text), object_)
    return (kind, object_, phrase.span.end, phrase.span.of(scene.text).split(maxsplit=1)[-1]) if kind else None


def speaking(scene: Scene) -> list[Tie]:
    """ "Speaking for the League, X said"; "X, who speaks for the League"."""
    found = []
    for body in scene.names:
        if scene.owner[body.span].type not in BODIES:
            continue
        opening = _SPEAKS.search(scene.text[max(0, body.span.start - 60) : body.span.start])
        if opening is None:
            continue
        at = body.span.start - len(scene.text[max(0, body.span.start - 60) : body.span.start]) + opening.start()
        person = _speaker(scene, body, at)
        if person is not None:
            evidence = Span(min(person.span.start, at), max(person.span.end, body.span.end))
            one, other = scene.owner[person.span], scene.owner[body.span]
            found.append(scene.tie(one, Relation.SPOKESPERSON_OF, other, evidence, None, "speaks for"))
    return found


def _speaker(scene: Scene, body: Mention, at: int) -> Mention | None:
    before = [m for m in scene.near(at - 60, at) if m.form is MentionForm.NAME and scene.text[m.span.end : at] == ", "]
    comma = _BEHIND.match(scene.text, body.span.end)
    after = [m for m in scene.names if comma and (m.extent or m.span).start == comma.end()]
    fits = [m for m in (*before, *after) if scene.owner[m.span].type is ActorType.PERSON]
    return fits[0] if fits else None


def backing(scene: Scene) -> list[Tie]:
    """ "Iran finances the militia"; "the militia, which Moscow arms": told as a fact, of bodies."""
    found = []
    powers = (*BODIES, ActorType.STATE)
    for token in scene.doc:
        if token.lemma_ not in tie_words()["backs"] or token.pos_ != "VERB" or token.tag_ not in ("VBZ", "VBP", "VBD"):
            continue
        if any(child.dep_ == "neg" or child.tag_ == "MD" for child in token.children):
            continue
        giver, taker = _child(scene, token, "nsubj"), _child(scene, token, "dobj")
        if taker is None and token.dep_ == "relcl":
            taker = scene.at(token.head.idx)
        if giver is None or taker is None or giver.form is MentionForm.PRONOUN:
            continue
        one, other = scene.owner[giver.span], scene.owner[taker.span]
        if one.type in powers and other.type in (ActorType.ARMED_GROUP, *GROUPS):
            evidence = Span(min(giver.span.start, taker.span.start), max(giver.span.end, taker.span.end))
            found.append(scene.tie(other, Relation.BACKED_BY, one, evidence, None, "backs"))
    return found


def at_the_head(scene: Scene) -> list[Tie]:
    """ "the Union, under the leadership of X"; "X, at the helm of the Bank"; "Under its chairman, X, the Board"."""
    found = []
    for one, other in scene.pairs:
        between = scene.between(one, other)
        left, right = scene.owner[one.span], scene.owner[other.span]
        whole = Span(one.span.start, other.span.end)
        led = _GROUP_LED.fullmatch(between)
        if led and left.type in BODIES and right.type is ActorType.PERSON:
            kind = Relation.COMMANDS if led["how"] == "commanded" else Relation.LEADS
            found.append(scene.tie(right, kind, left, whole, None, "led by"))
        elif left.type in BODIES and right.type is ActorType.PERSON and (told := _WHOSE.fullmatch(between)):
            role = roles().get(told["role"].split()[-1])
            kind = relation_for(role.relation, told["role"], left) if role and role.relation else None
            if kind:
                found.append(scene.tie(right, kind, left, whole, told["role"], "whose"))
        elif left.type in BODIES and right.type is ActorType.PERSON and _LEADERSHIP.fullmatch(between):
            found.append(scene.tie(right, Relation.LEADS, left, whole, None, "under"))
        elif left.type is ActorType.PERSON and right.type in BODIES and _AT_THE_HEAD.fullmatch(between):
            found.append(scene.tie(left, Relation.LEADS, right, whole, None, "at the head"))
        elif left.type is ActorType.PERSON and right.type in BODIES and re.fullmatch(r",\s(?:the\s)?", between):
            before = scene.text[max(0, one.span.start - 60) : one.span.start]
            opening = _UNDER.search(before)
            role = roles().get(opening["role"].split()[-1]) if opening else None
            kind = relation_for(role.relation, opening["role"], right) if role and role.relation else None
            if kind:
                found.append(scene.tie(left, kind, right, whole, opening["role"], "under"))
    return found
