"""The trained attribution extractor: source, cue and content of everything that is attributed to somebody.

Trained on PolNeAR (Newell, Margolin, Ruths: LREC 2018); the model's card says how well it does and where it fails.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.model import Attribution, Span
from onrecord.models.bordering import quoted_spans, snap, spans, stretches, within
from onrecord.models.confidence import Confidence, confidences
from onrecord.models.finding import Found, Settings, find
from onrecord.models.first_pass import MODEL, FirstPass, look
from onrecord.models.pieces import Pieces
from onrecord.models.runtime import Model, open_model


def find_attributions(text: str, zones: Sequence[Span], *, least: float | None = None) -> tuple[Attribution, ...]:
    """The attributions in the zones of ``text`` in order of their cues.

    ``zones`` are the stretches that speak (headline, body) in order and without overlap; nothing else is looked at.
    Offsets are code points into ``text``. ``least`` is the lowest probability of being right that is kept; by default
    the one that scored best on articles kept from training. ``confidence`` is the probability that source and content
    are right (overlap of at least half with what a person marks), ``source_confidence`` that the source is, given the
    content; both calibrated on the same articles.

    Raises:
        ModelError: a model file is missing or damaged.

    >>> text = "The mayor said the bridge would open in May."
    >>> [a] = find_attributions(text, [Span(0, len(text))])
    >>> a.source[0].of(text), a.cue[0].of(text), a.content[0].of(text)
    ('The mayor', 'said', 'the bridge would open in May')
    """
    return attributions_in(look(text, zones), least=least)


def attributions_in(seen: FirstPass, *, least: float | None = None) -> tuple[Attribution, ...]:
    """The same from a pass of the encoder that was made already."""
    if seen.encoded is None:
        return ()
    model = open_model(MODEL)
    found = find(seen.pieces, seen.encoded, role_head(model), Settings(**model.card["settings"]))
    return chosen(seen.text, seen.zones, seen.pieces, found, model.card, least)


def chosen(
    text: str, zones: Sequence[Span], pieces: Pieces, found: Sequence[Found], card: dict, least: float | None = None
) -> tuple[Attribution, ...]:
    """Candidates above the threshold as attributions, of several with the same content and source the likeliest."""
    least = card["least"] if least is None else least
    kept: list[tuple[Confidence, Found]] = []
    for confidence, f in sorted(
        zip(confidences(found, card["calibration"]), found, strict=True), key=lambda cf: -cf[0].whole
    ):
        if confidence.whole >= least and not any(_same(f, other) for _, other in kept):
            kept.append((confidence, f))
    limits = stretches(text, zones)
    quoted = quoted_spans(text, limits)
    made = []
    for confidence, f in sorted(kept, key=lambda cf: cf[1].cue):
        source, cue, content = (within(spans(pieces, r), limits) for r in (f.source, [f.cue], f.content))
        content = snap(content, quoted, (*source, *cue))
        if content and cue:
            made.append(Attribution(source, cue, content, confidence.whole, confidence.source))
    return tuple(made)


def _same(one: Found, other: Found) -> bool:
    """Whether two candidates say nearly the same: content the same by four fifths."""
    a = {i for start, stop in one.content for i in range(start, stop)}
    b = {i for start, stop in other.content for i in range(start, stop)}
    return len(a & b) >= 0.8 * len(a | b)


def role_head(model: Model):
    """The role head's graph as a function on arrays."""
    session = model.session("roles.onnx")
    names = ("hidden", "marked", "place", "there")
    transitions = np.asarray(model.card["transitions"], np.float32)

    def roles(*arrays: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        emissions, valid = session.run(("emissions", "valid"), dict(zip(names, arrays, strict=True)))
        return emissions, valid, transitions

    return roles
