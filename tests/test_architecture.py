"""The rooms and their doors: imports go one way, and only the web and command modules know Flask or click."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "geodata": {"geodata"},
    "directory": {"geodata", "directory"},
    "matching": {"geodata", "directory", "matching"},
}
OURS = {"geodata", "directory", "matching", "app", "tests", "bench"}
MODULES = sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def imported_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def faces_people(path: Path) -> bool:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return any(part.startswith(("views", "api", "cli")) for part in parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    wrong = {n for n in imported_names(path) if (top := n.split(".")[0]) in OURS and top not in MAY_IMPORT[room]}
    assert not wrong


@pytest.mark.parametrize("path", [p for p in MODULES if not faces_people(p)], ids=lambda p: str(p.relative_to(ROOT)))
def test_only_views_and_commands_know_flask_and_click(path: Path) -> None:
    assert not {n for n in imported_names(path) if n.split(".")[0] in {"flask", "flask_wtf", "click", "werkzeug"}}


def test_one_module_imports_whoosh() -> None:
    users = [str(p.relative_to(ROOT)) for p in MODULES if any(n.split(".")[0] == "whoosh" for n in imported_names(p))]
    assert len(users) <= 1, users
