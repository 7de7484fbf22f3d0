"""Statements put on record by hand, and statements corrected: words, speaker, manner, date, position."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...errors import InputError
from ...model import Judgement, Verdict, content_id
from ...store import queries
from ...store.rows import ActorRow, StatementRow
from ..posting import Desk, Done, Form, local

ROLES = ("content", "cue", "source")


def add_statement(desk: Desk) -> Done:
    """Fields: article, content, cue and source as "start-end, start-end", speaker (a name), quoted, polarity, said,
    role, affiliation, issue, stance, back."""
    form = desk.form
    article = form.needed("article")
    shown = queries.article(desk.record, article)
    if shown is None:
        raise InputError("there is no such article", where="the form", do="open the article again")
    spans = {role: spans_of(form, role) for role in ROLES}
    start, end = min(spans["content"], default=(0, 0))[0], max((end for _, end in spans["content"]), default=0)
    if not spans["content"] or end > len(shown.text):
        raise InputError(
            f"a statement needs words inside the text of {len(shown.text)} characters",
            where="the form",
            do="select the words in the article, or give where they begin and end",
        )
    made, speaker = _speaker(desk, article, form.word("speaker"))
    value = {
        "article": article,
        **{role: [list(span) for span in found] for role, found in spans.items() if found},
        "speaker": speaker,
        "quoted": form.word("quoted") or _quoted(shown.text, start, end),
        "polarity": form.word("polarity") or "asserted",
        **{field: text for field in ("role", "affiliation") if (text := form.word(field))},
        **({"date_said": said} if (said := form.word("said")) else {}),
    }
    statement = _judgement(desk, Verdict.ADD, "statement", "", value, seconds=form.seconds())
    with desk.record.batch():  # the position needs the id that the statement gets
        batch = desk.record.judge_together([*made, statement])
        (row,) = [row for row in queries.judgements(desk.record, batch=batch, limit=5) if row.kind == "statement"]
        issue, stance = form.word("issue"), form.word("stance")
        if issue and stance:
            position = _judgement(desk, Verdict.ADD, "position", f"{row.target}/{issue}", {"stance": stance})
            desk.record.judge_together([position], batch=batch)
    return Done(local(form.word("back") or f"/articles/{article}?at={row.target}#s-{row.target}"), {"id": row.target})


def change_statement(desk: Desk) -> Done:
    """Fields: statement; those of `add_statement` as they should be; was (the issue at hand); only what is different
    from what stands becomes a judgement."""
    form = desk.form
    row = queries.statement(desk.record, form.needed("statement"))
    if row is None:
        raise InputError("there is no such statement", where="the form", do="open it again")
    made, speaker = _speaker(desk, row.article.id, form.word("speaker"), now=row)
    found = [*made]
    changes = _changes(form, row, speaker)
    if changes:
        found.append(_judgement(desk, Verdict.CHANGE, "statement", row.id, changes))
    elif row.judged is None:
        found.append(_judgement(desk, Verdict.ACCEPT, "statement", row.id, {}))
    found += _position(desk, row, changed=bool(changes))
    if not found:
        return Done(local(form.word("back") or f"/statements/{row.id}"))
    first = found[0]
    timed = Judgement(
        *(first.verdict, first.kind, first.target, first.by, first.at, first.value, first.note),
        seconds=form.seconds(),
        queue=form.word("order"),
    )
    batch = desk.record.judge_together([timed, *found[1:]])
    return Done(local(form.word("back") or f"/statements/{row.id}"), {"batch": batch})


def _changes(form: Form, row: StatementRow, speaker: str | None) -> dict[str, Any]:
    wanted: dict[str, Any] = {
        "quoted": form.word("quoted") or row.quoted,
        "polarity": form.word("polarity") or row.polarity,
        "date_said": form.word("said"),
        "role": form.word("role"),
        "affiliation": form.word("affiliation"),
    }
    stands = {"date_said": row.date_said, "role": row.role, "affiliation": row.affiliation}
    stands |= {"quoted": row.quoted, "polarity": row.polarity}
    names = {"date_said": "said"}
    sent = {key: value for key, value in wanted.items() if names.get(key, key) in form.fields}
    changes = {key: value for key, value in sent.items() if value != stands[key]}
    if (
        "speaker" in form.fields
        and speaker != row.speaker_id
        and not (speaker is None and form.word("speaker") == row.speaker)
    ):
        changes["speaker"] = speaker
    for role in ROLES:
        spans = spans_of(form, role)
        if (
            role in form.fields
            and spans != [(span.start, span.end) for span in getattr(row, role)]
            and (spans or role != "content")
        ):
            changes[role] = [list(span) for span in spans]
    return changes


def _position(desk: Desk, row: StatementRow, *, changed: bool) -> Iterator[Judgement]:
    form = desk.form
    issue, stance, was = form.word("issue"), form.word("stance"), form.word("was")
    held = {position.issue: position for position in row.positions}
    if was in held and was != issue:
        yield _judgement(desk, Verdict.REJECT, "position", f"{row.id}/{was}", {})
    if issue and stance:
        same = issue in held and held[issue].stance == stance
        if same and changed:
            return  # who mends a speaker or a date has said nothing of the machine's position
        verdict = Verdict.ACCEPT if same else Verdict.CHANGE if issue in held else Verdict.ADD
        yield _judgement(desk, verdict, "position", f"{row.id}/{issue}", {"stance": stance})


def _judgement(desk: Desk, verdict: Verdict, kind: str, target: str, value: dict, *, seconds=None) -> Judgement:
    return Judgement(verdict, kind, target, desk.viewer.name, desk.at, value, seconds=seconds)


def spans_of(form: Form, role: str) -> list[tuple[int, int]]:
    """Spans as "12-40, 52-60", in order.

    >>> spans_of(Form({"content": ["52-60, 12-40"]}), "content")
    [(12, 40), (52, 60)]
    """
    found = []
    for piece in (form.word(role) or "").replace("–", "-").split(","):
        start, dash, end = (part.strip() for part in piece.partition("-"))
        if not piece.strip():
            continue
        if not (dash and start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
            raise InputError(
                f"“{role}” is where the words begin and end, such as 120-164; it was “{piece.strip()[:40]}”",
                where="the form",
                do="select the words in the article again",
            )
        if not int(start[:12]) < int(end[:12]):
            raise InputError(f"“{role}” ends before it begins", where="the form", do="give the smaller number first")
        found.append((int(start[:12]), int(end[:12])))
    return sorted(found)


def _speaker(
    desk: Desk, article: str, name: str | None, *, now: StatementRow | None = None
) -> tuple[list[Judgement], str | None]:
    """The actor of that name: of the article, else of the record, else a new one; and the judgement that makes it."""
    if name is None:
        return [], None
    name = " ".join(name.split())[:200]
    if now is not None and now.speaker and name.casefold() == now.speaker.casefold():
        return [], now.speaker_id
    mentioned = {row.name.casefold(): row.actor_id for row in queries.mentions(desk.record, article) if row.actor_id}
    if id := mentioned.get(name.casefold()) or _of_record(desk, name):
        return [], id
    id = content_id("actor by hand", name)
    if queries.actor(desk.record, id) is not None:
        return [], id
    return [_judgement(desk, Verdict.ADD, "actor", id, {"name": name, "type": "unknown"})], id


def _of_record(desk: Desk, name: str) -> str | None:
    hits = [hit for hit in queries.search(desk.record, name, limit=30) if hit.kind == "actor"]
    found: list[ActorRow] = [row for hit in hits if (row := queries.actor(desk.record, hit.id))]
    return next((row.id for row in found if row.name.casefold() == name.casefold()), None)


def _quoted(text: str, start: int, end: int) -> str:
    """Direct where the words stand in quotation marks, else indirect."""
    before, words = text[max(0, start - 1) : start], text[start:end].strip()
    return "direct" if words[:1] in "“„«\"'‘" or (before and before in '“„«"‘') else "indirect"
