"""The direction of imports: a room imports only from rooms above it."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "onrecord"
#: Top to bottom, as in docs/design.md. One exception is written down below.
ORDER = (
    "errors",
    "model",
    "text",
    "models",
    "names",
    "statements",
    "events",
    "pipeline",
    "store",
    "positions",
    "network",
    "formats",
    "web",
    "cli",
)
#: The annotated article as JSON is asked for by nobody above `formats`, so there is nothing to allow yet.
ALLOWED: frozenset[tuple[str, str]] = frozenset()


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Rooms that the file imports, inside functions too, relative or absolute."""
    package = path.relative_to(SOURCE.parent).with_suffix("").parts[:-1]
    rooms: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            names = [f"{module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "onrecord" and len(parts) > 1 and parts[1] in ORDER:
                rooms.add(parts[1])
    return rooms


def test_a_room_imports_only_from_rooms_above_it():
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        room = room_of(path)
        if room.startswith("__"):
            continue
        for other in imported_rooms(path) - {room}:
            if ORDER.index(other) > ORDER.index(room) and (room, other) not in ALLOWED:
                wrong.append(f"{path.relative_to(SOURCE)} imports {other}")
    assert wrong == []


def test_every_room_is_in_the_order():
    rooms = {room_of(path) for path in SOURCE.rglob("*.py")} - {"__init__", "__main__"}
    assert rooms <= set(ORDER)


def test_the_words_need_no_third_party():
    for name in ("model", "errors"):
        tree = ast.parse((SOURCE / f"{name}.py").read_text(encoding="utf-8"))
        imported = {n.names[0].name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import)}
        imported |= {n.module.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
        assert imported <= {"__future__", "hashlib", "collections", "dataclasses", "enum"}
