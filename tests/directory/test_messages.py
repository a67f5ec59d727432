"""No language lacks a sentence that pages for residents say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from directory import summary
from directory.messages import LANGUAGES, messages
from directory.profile import Profile
from directory.statuses import CLOSED_WORDS
from directory.views import display, filters, find, problems, site, tell
from directory.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
OTHERS = tuple(language for language in LANGUAGES if language != "ja")
MODULES = (
    "summary",
    *(f"views/{name}" for name in ("areas", "desk", "find", "listing_page", "listings", "near", "tell")),
)
SAYING = ("say", "Fact", "Facet")
SAID = re.compile(r"""\bt\((?:"([^"]+)"|'([^']+)')""")
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def of_templates() -> Iterator[str]:
    for path in (ROOT / "templates").rglob("*.html"):
        for match in SAID.finditer(path.read_text(encoding="utf-8")):
            yield match[1] or match[2]


def of_code() -> Iterator[str]:
    """What `say("…")`, `Fact("…")` and `Facet("…")` are given word for word."""
    for module in MODULES:
        for node in ast.walk(ast.parse((ROOT / "directory" / f"{module}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in SAYING:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and JAPANESE.search(str(first.value)):
                    yield str(first.value)


def of_tables() -> Iterator[str]:
    """What is said by name: menus, filters, labels of facts, kinds of problems, emergency numbers."""
    yield from (text for _, text in (*site.MENU, *site.STAFF_MENU))
    yield from (*filters.OPEN.values(), *(f"{name}曜" for name in filters.DAYS.values()))
    yield from (*display.LETTERS.values(), *tell.ASKED.values(), *find.HALVES.values(), *CLOSED_WORDS.values())
    yield from (summary.STEPS, *summary.YES_NO[True], *summary.YES_NO[False])
    yield from (*summary.ACCESS_ALWAYS.values(), *summary.ACCESS_WHERE_STATED.values(), *summary.FIRST_VISIT.values())
    yield from (text for pair in problems.SAID.values() for text in pair)
    for number in Profile.load(ROOT / "directory/profiles/zushi").emergency:
        yield from filter(None, (number.label, number.note))


def all_said() -> set[str]:
    return {*of_templates(), *of_code(), *of_tables()}


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_missing(language: str) -> None:
    said = all_said()
    assert len(said) > 200
    assert sorted(said - set(messages(language))) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_fills_in_what_the_japanese_one_does_and_keeps_its_links(language: str) -> None:
    for japanese, other in messages(language).items():
        assert fields(other) <= fields(japanese), japanese
        assert sorted(re.findall("<[^>]*>", other)) == sorted(re.findall("<[^>]*>", japanese)), japanese
    if language == "en":
        left = [other for other in messages("en").values() if JAPANESE.search(other.replace("日本語", ""))]
        assert left == []


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("scheme", ["type", "target", "content"])
def test_what_residents_choose_from_has_words_in_every_language(scheme: str) -> None:
    vocabulary = Vocabulary.load()
    for term in vocabulary.terms(scheme):
        assert term.en
        assert not JAPANESE.search(term.en)
        assert vocabulary.label(scheme, term.id, "easy") == term.easy


def test_a_term_without_english_is_shown_as_it_is() -> None:
    vocabulary = Vocabulary.load()
    assert vocabulary.label("status", "active", "en") == vocabulary.label("status", "active")
