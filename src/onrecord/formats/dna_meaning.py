"""What the variables of a study mean here: who speaks, for whom, on which issue, for or against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..model import Stance
from .dna_study import DnaStatement, DnaStudy, DnaType


@dataclass(frozen=True, slots=True)
class Meaning:
    """Names of the variables of one statement type that carry each part, or None."""

    person: str | None = None
    organisation: str | None = None
    issue: str | None = None
    stance: str | None = None
    stance_type: str = "boolean"

    def stance_of(self, statement: DnaStatement) -> Stance | None:
        """What the statement's qualifier says: 1 or more support, 0 (boolean) or less oppose, 0 (integer) neutral."""
        if self.stance is None:
            return None
        value = statement.values[self.stance]
        if self.stance_type == "short text":
            return Stance(value) if value in set(Stance) else None
        if self.stance_type == "boolean":
            return Stance.SUPPORT if value else Stance.OPPOSE
        return Stance.SUPPORT if value > 0 else Stance.OPPOSE if value < 0 else Stance.NEUTRAL

    def text_of(self, statement: DnaStatement, part: str) -> str:
        """The value of that part, "" where there is none."""
        name = getattr(self, part)
        return str(statement.values[name]).strip() if name else ""


def meanings(study: DnaStudy) -> dict[int, Meaning]:
    """Statement type → what its variables mean."""
    return {id: _meaning(kind) for id, kind in study.types.items()}


def _meaning(kind: DnaType) -> Meaning:
    known = _known()
    found: dict[str, str] = {}
    for part in ("person", "organisation", "issue"):
        for variable in kind.variables:
            if variable.type == "short text" and known.get(variable.name.lower()) == part:
                found.setdefault(part, variable.name)
    graded = [variable for variable in kind.variables if variable.type in ("boolean", "integer")]
    named = [variable for variable in kind.variables if known.get(variable.name.lower()) == "stance"]
    # a single yes-or-no or scale beside an issue is what the researchers call their qualifier, whatever its name
    stance = next((v for v in named if v.type != "long text"), graded[0] if len(graded) == 1 else None)
    if stance is None or "issue" not in found:
        return Meaning(**found)
    return Meaning(**found, stance=stance.name, stance_type=stance.type)


@cache
def _known() -> dict[str, str]:
    lines = (files(__package__) / "data" / "dna_variables.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return dict(pairs)
