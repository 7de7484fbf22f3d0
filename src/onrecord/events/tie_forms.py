"""Ties told by how two mentions stand: "Y, led by X"; "Y’s X"; "X of Y"; "Z-led Y"; "its partner, Y"."""

from __future__ import annotations

import re
from itertools import pairwise

from ..model import Actor, ActorType, Mention, MentionForm, Relation, Span, Tie
from ..names.lexicon import heads
from ..names.places import place_of
from .tie_scene import BODIES, GROUPS, LONGEST, Scene
from .tie_words import tie_words

_MEMBER_OF = re.compile(r",?\s(?:of|from)\s(?:the\s)?(?:[a-z-]+\s){0,3}")
_LED_BY = re.compile(
    r",?\s(?:(?:which\s)?(?:is|was|has\sbeen)\s)?(?:currently\s|now\s)?(\w+)\sby\s(?:its\s|the\s)?(?:[a-z-]+\s){0,3}"
)
_PARTNER_OF = re.compile(
    r"(?:\s\([^)]{1,12}\))?,\s(?:an?\s|the\s|its\s)?(?:[\w-]+\s){0,2}?(?:partner|ally)\s(?:of|in|to)\s(?:the\s)?(?:[A-Z]\w+[’'‘]s\s)?(?:[a-z]+\s){0,3}"
)
_CRITIC_OF = re.compile(
    r"(?:\s\([^)]{1,12}\))?,\s(?:an?\s|the\s|one\sof\sthe\s)?(?:[\w-]+\s){0,3}?(?:critics?|opponents?|rivals?|foes?)\sof\s(?:the\s)?"
    r"(?:[A-Z]\w+[’'‘]s\s)?(?:[a-z-]+\s){0,3}"
)
_PART = re.compile(
    r"(?:\s\([^)]{1,12}\))?,\s(?:which\sis\s)?(?:an?\s|the\s)?(?:(?:[\w-]+\s){0,2}?(?:part|member|wing|branch|arm|faction|component|subsidiary|unit|agency|department|division|organ|affiliate|offshoot|chapter|section)\s(?:of|under)"
    r"|(?:[\w-]+\s){0,3}?(?:party|member|partner|faction|force|group)\s(?:in|of|within))"
    r"\s(?:the\s)?(?:[a-z-]+\s){0,3}"
)
_IS_PART = re.compile(
    r"(?:\s\([^)]{1,12}\))?\s(?:(?:is|was|remains)\s(?:an?\s|the\s)?(?:(?!not\b|never\b|no\b)[\w-]+\s){0,2}?(?:part|member|wing|branch|arm|partner)\s(?:of|in)"
    r"|belongs\sto|belonged\sto)\s(?:the\s)?(?:[a-z-]+\s){0,3}"
)
_CHOSEN_FOR = re.compile(
    r",\s(?:(?:who\s)?(?:was\s)?(?:re-)?elected|running|standing|who\s(?:is\s)?(?:running|standing|sits))\s[^.;“”\"]{0,40}?\bfor\s(?:the\s)?(?:[a-z-]+\s){0,2}"
)
_ADJECTIVE = re.compile(r"\b(?P<state>[A-Z][a-z]+)-(?P<how>[a-z]+)\s[^,.;:()]{1,50}\Z")
_ITS_PARTNER = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s(?:[\w-]+\s){0,2}?(?:partner|ally),?\s(?:the\s)?\Z")


def from_forms(scene: Scene) -> list[Tie]:
    """ "Y, led by X"; "Y’s X"; "X of Y"; "Z-led Y"; "Z-backed Y"; "X of Y’s Z"."""
    found = []
    for one, other in pairwise(scene.mentions):
        found += _beside(scene, one, other)
    for mention in scene.mentions:
        found += _compound(scene, mention)
    return found + partners(scene) + belonging(scene) + _adjectives(scene)


def _beside(scene: Scene, one: Mention, other: Mention) -> list[Tie]:
    start = other.extent.start if other.extent and other.extent.start >= one.span.end else other.span.start
    if start < one.span.end:
        return []
    between = scene.text[one.span.end : start]
    left, right = scene.owner[one.span], scene.owner[other.span]
    whole = Span(one.span.start, other.span.end)
    named = other.form is MentionForm.NAME
    if left.type in BODIES and right.type is ActorType.PERSON and other.form is not MentionForm.PRONOUN:
        led = _LED_BY.fullmatch(between)
        if led and led.group(1) in tie_words()["led_by"]:
            kind = Relation.COMMANDS if led.group(1) == "commanded" else Relation.LEADS
            return [scene.tie(right, kind, left, whole, None, "led by")]
        if named and re.fullmatch(r"[’'‘]s?\s", between) and left.type in GROUPS and not other.title:
            return [scene.tie(right, Relation.MEMBER_OF, left, whole, None, "possessive")]
    party = right.type in (ActorType.PARTY, ActorType.ALLIANCE)
    party = party and (named or not re.search(r"(?:coalition|alliance|government)\Z", other.span.of(scene.text), re.I))
    if left.type is ActorType.PERSON and party and re.fullmatch(r"[’'‘]s?\s(?:[a-z]+\s)?", between):
        return [scene.tie(left, Relation.MEMBER_OF, right, whole, None, "possessive")]
    if (
        left.type is ActorType.PERSON
        and one.form is MentionForm.NAME
        and right.type in (*GROUPS, ActorType.INTERNATIONAL, ActorType.GOVERNMENT_BODY)
        and named
        and (right.type in GROUPS or " of " in between)
        and (_MEMBER_OF.fullmatch(between) or _in_brackets(between, right, other, scene.text))
    ):
        return [scene.tie(left, Relation.MEMBER_OF, right, whole, None, "of")]
    if (
        left.type in (ActorType.ARMED_GROUP, ActorType.GOVERNMENT_BODY)
        and one.form is MentionForm.NAME
        and re.fullmatch(r"\sof\s(?:the\s)?", between)
    ):
        return _part_of(scene, one, other)
    if (
        left.type is ActorType.STATE
        and right.type is ActorType.ARMED_GROUP
        and named
        and re.fullmatch(r"[’'‘]s?\s(?:\w+\s)?", between)
        and not _rebels(other.span.of(scene.text))
        and scene.text[other.span.end : other.span.end + 1] not in ("-", "–")  # "Houthi-aligned"
    ):
        return [scene.tie(right, Relation.PART_OF, left, whole, None, "possessive")]
    return []


def _rebels(name: str) -> bool:
    """ "Colombia’s ELR rebels" fight in the country, and are no part of the state."""
    head = heads().get(name.split()[-1].lower())
    return head is not None and head.kind == "fighters"


def _adjectives(scene: Scene) -> list[Tie]:
    """ "Saudi-led coalition", "Turkish-backed militia", where the article has the state among its actors."""
    found = []
    for mention in scene.names:
        object_ = scene.owner[mention.span]
        if object_.type not in BODIES:
            continue
        before = scene.text[max(0, mention.span.start - 60) : mention.span.end]
        match = _ADJECTIVE.search(before)
        place = place_of(match["state"]) if match else None
        state = scene.state(place[0]) if place and place[1] != "name" else None
        if match is None or state is None or state is object_:
            continue
        evidence = Span(mention.span.end - len(before) + match.start(), mention.span.end)
        if match["how"] in tie_words()["leads_suffix"]:
            found.append(scene.tie(state, Relation.LEADS, object_, evidence, None, "compound"))
        elif match["how"] in tie_words()["backed_suffix"]:
            found.append(scene.tie(object_, Relation.BACKED_BY, state, evidence, None, "compound"))
    return found


def _part_of(scene: Scene, one: Mention, other: Mention) -> list[Tie]:
    """ "the Quds Force of Iran’s Guards": of the Guards; "X of Y" between two bodies."""
    right = scene.owner[other.span]
    if right.type is ActorType.STATE:
        after = (m for m in scene.near(other.span.end, other.span.end + 5) if m.form is MentionForm.NAME)
        following = [m for m in after if 0 < m.span.start - other.span.end <= 4]
        if following and re.match(r"[’'‘]s\s", scene.text[other.span.end :]):
            other = following[0]
            right = scene.owner[other.span]
        else:
            return []
    if right.type not in BODIES or right is scene.owner[one.span]:
        return []
    return [scene.tie(scene.owner[one.span], Relation.PART_OF, right, Span(one.span.start, other.span.end), None, "of")]


def _compound(scene: Scene, mention: Mention) -> list[Tie]:
    """ "Iran-backed militia", "the US-led coalition", "Iran’s state-backed channel Press TV"."""
    actor = scene.owner[mention.span]
    if actor.type in (ActorType.PERSON, ActorType.UNKNOWN, ActorType.COLLECTIVE, ActorType.OUTLET):
        return []
    after = re.match(r"-(\w+)\b", scene.text[mention.span.end :])
    state = re.match(r"[’'‘]s\s(?:[\w-]+\s)?state-(\w+)\b", scene.text[mention.span.end :])
    target = _described_by(scene, mention)
    if target is None:
        return []
    evidence = Span(mention.span.start, max(target.span.end, mention.span.end))
    object_ = scene.owner[target.span]
    if after and after.group(1) in tie_words()["leads_suffix"]:
        return [scene.tie(actor, Relation.LEADS, object_, evidence, None, "compound")]
    backed = after and after.group(1) in tie_words()["backed_suffix"]
    if backed or (state and state.group(1) in tie_words()["state_backed"]):
        return [scene.tie(object_, Relation.BACKED_BY, actor, evidence, None, "compound")]
    return []


def _described_by(scene: Scene, mention: Mention) -> Mention | None:
    """The group that "US-led" belongs to: the phrase around it, or the next name of the same noun phrase."""
    around = [
        m
        for m in scene.near(mention.span.start - LONGEST, mention.span.end)
        if m.span.holds(mention.span) and m.span != mention.span and scene.owner[m.span].type in BODIES
    ]
    if around:
        return min(around, key=lambda m: len(m.span))
    for other in scene.near(mention.span.end + 1, mention.span.end + LONGEST):
        between = scene.text[mention.span.end : other.span.start]
        if len(between) > 45 or re.search(r"[,.;:()]|\b(?:and|of|in|to|has|is|was|by|with|that)\b", between):
            return None
        if scene.owner[other.span].type in BODIES:
            return other
    return None


def partners(scene: Scene) -> list[Tie]:
    """ "its junior partner, Y"; "X, a partner of the ruling Y": allied; "an ally of Y"."""
    found = []
    groups = [m for m in scene.names if scene.owner[m.span].type in GROUPS]
    for one, other in pairwise(m for m in groups if not scene.is_gloss(m)):
        between = scene.between(one, other)
        left, right = scene.owner[one.span], scene.owner[other.span]
        if _PARTNER_OF.fullmatch(between):
            whole = Span(one.span.start, other.span.end)
            found.append(scene.tie(left, Relation.ALLIED_WITH, right, whole, None, "partner"))
        elif len(between) < 260 and (its := _ITS_PARTNER.search(between)):
            whole = Span(one.span.end + its.start(), other.span.end)
            found.append(scene.tie(right, Relation.ALLIED_WITH, left, whole, None, "partner"))
    return found


def belonging(scene: Scene) -> list[Tie]:
    """ "Lena Tavi, elected for the Harbour Party"; "the Hill Front, part of the Dawn Bloc"; "a critic of Y"."""
    found = []
    for one, other in scene.pairs:
        between = scene.between(one, other)
        left, right = scene.owner[one.span], scene.owner[other.span]
        if not between or len(between) > 120 or (right.type is ActorType.PERSON and left.type is not ActorType.PERSON):
            continue
        whole = Span(one.span.start, other.span.end)
        if _CRITIC_OF.fullmatch(between):
            found.append(scene.tie(left, Relation.OPPOSES, right, whole, None, "critic"))
        elif left.type is ActorType.PERSON and right.type in (ActorType.PARTY, ActorType.ALLIANCE):
            if _CHOSEN_FOR.fullmatch(between):
                found.append(scene.tie(left, Relation.MEMBER_OF, right, whole, None, "elected for"))
        elif left.type in BODIES and right.type in BODIES and (_PART.fullmatch(between) or _IS_PART.fullmatch(between)):
            found.append(scene.tie(left, Relation.PART_OF, right, whole, None, "part of"))
    return found


def _in_brackets(between: str, right: Actor, other: Mention, text: str) -> bool:
    """ "Lena Tavi (Harbour Front)": the party of somebody, in brackets."""
    return between == " (" and right.type is ActorType.PARTY and text[other.span.end : other.span.end + 1] == ")"
