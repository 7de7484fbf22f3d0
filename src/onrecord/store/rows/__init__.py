"""What the named queries return: frozen rows, joined and with judgements already honoured.

``id`` of an article row is the record's key of that *version* of the article; ``doc_id`` is the file's stem.
"""

from .coded import BookRow, CodableRow, CoderRow, IssueRow, PositionRow, ProposalRow
from .judged import (
    AuditRow,
    CodingRow,
    JudgedRow,
    JudgementRow,
    NearMissRow,
    QueueRow,
    ReportRow,
    SavedQuery,
    target_of,
)
from .shown import (
    ActorRow,
    ArticleRow,
    ArticleText,
    Counts,
    EventCard,
    EventRow,
    Hit,
    MentionRow,
    NameForm,
    ProblemRow,
    ReadingRow,
    StatementRow,
    TieRow,
)

__all__ = [
    "ActorRow",
    "ArticleRow",
    "ArticleText",
    "AuditRow",
    "BookRow",
    "CodableRow",
    "CoderRow",
    "CodingRow",
    "Counts",
    "EventCard",
    "EventRow",
    "Hit",
    "IssueRow",
    "JudgedRow",
    "JudgementRow",
    "MentionRow",
    "NameForm",
    "NearMissRow",
    "PositionRow",
    "ProblemRow",
    "ProposalRow",
    "QueueRow",
    "ReadingRow",
    "ReportRow",
    "SavedQuery",
    "StatementRow",
    "TieRow",
    "target_of",
]
