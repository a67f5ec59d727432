"""The municipality's words: how they are understood, what goes with what, and what must not be said of a person."""

import csv
import tomllib
from pathlib import Path

import pytest

from directory.errors import InputWrong
from directory.vocabulary import BASE, Vocabulary

PLANS_VOCABULARY = Path(__file__).parents[2].parent / "shared/data/vocabulary.tsv"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


def ids(terms: tuple) -> list[str]:
    return [term.id for term in terms]


@pytest.mark.parametrize(
    ("text", "scheme", "expected"),
    [
        ("isolation", "need", ["isolation"]),
        ("孤立・孤独", "need", ["isolation"]),
        ("孤独", "need", ["isolation"]),
        ("ｻﾛﾝ", "type", ["salon"]),
        ("さろん", "type", ["salon"]),
        ("子供食堂", "type", ["kodomo_shokudo"]),
        ("健康マージャン", "content", ["game"]),
        ("２階", "access", ["stairs"]),
        ("zoom", "access", ["online"]),
        ("見守", "type", ["mutual_aid"]),
        ("買物", "need", ["daily_help"]),
        ("引籠り", "need", ["hikikomori"]),
        ("engawa.core", "type", ["engawa.core"]),
        ("体操・手芸", "content", ["exercise", "craft_art"]),
    ],
)
def test_a_word_is_understood_however_it_is_written(
    vocabulary: Vocabulary, text: str, scheme: str, expected: list[str]
) -> None:
    assert ids(vocabulary.resolve(text, [scheme])) == expected


@pytest.mark.parametrize("text", ["体操しない", "体操・ほにゃらら", "市民サロンへどうぞ", "", "・"])
def test_a_text_that_is_only_partly_known_is_unknown(vocabulary: Vocabulary, text: str) -> None:
    assert vocabulary.resolve(text, ["content", "target", "need"]) == ()


def test_a_word_that_several_terms_share_gives_all_of_them(vocabulary: Vocabulary) -> None:
    assert ids(vocabulary.resolve("通いの場", ["type"])) == ["salon", "kayoi_no_ba"]


def test_a_misspelt_word_finds_the_one_that_was_meant(vocabulary: Vocabulary) -> None:
    assert vocabulary.nearest("孤毒", ["need"])[0].id == "isolation"
    assert vocabulary.nearest("まあじゃん", ["content"])[0].id == "game"


def test_a_word_like_nothing_known_brings_no_guess(vocabulary: Vocabulary) -> None:
    assert vocabulary.nearest("宇宙旅行", ["need"]) == ()


def test_words_are_read_out_of_a_longer_text(vocabulary: Vocabulary) -> None:
    assert ids(vocabulary.mentioned("お茶と月1回のポールウォーキング", ["content"])) == ["walking", "tea_chat"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("外国籍", "nationality"),
        ("前科がある", "crime"),
        ("更生", "crime"),
        ("うつ病", "diagnosis"),
        ("統合失調症の方", "diagnosis"),
        ("住民税", "tax_money"),
        ("ＤＶ", "violence"),
    ],
)
def test_words_that_must_not_describe_a_person_are_known(vocabulary: Vocabulary, text: str, kind: str) -> None:
    found = vocabulary.forbidden_for_person(text)
    assert found is not None
    assert found.id == kind
    assert found.instead


@pytest.mark.parametrize("text", ["DVD鑑賞", "がんばりたい", "うつ", "認知症", "障がい", "国際交流", "頑固"])
def test_harmless_words_are_not_taken_for_forbidden_ones(vocabulary: Vocabulary, text: str) -> None:
    assert vocabulary.forbidden_for_person(text) is None


def test_every_type_says_how_it_works_and_whom_it_usually_serves(vocabulary: Vocabulary) -> None:
    forms = {"gathering", "visit", "desk", "service", "supply", "donation", "remote", "work"}
    for term in vocabulary.terms("type"):
        assert term.form in forms, term.id
        assert term.usual_targets, term.id
        assert term.reason, term.id


def test_giving_food_is_not_offered_to_those_who_lack_it(vocabulary: Vocabulary) -> None:
    drive, support = vocabulary.term("type", "food_drive"), vocabulary.term("type", "food_support")
    assert drive is not None
    assert support is not None
    assert not drive.meets
    assert not drive.helps
    assert "food_poverty" in support.meets


def test_a_kind_of_engawa_has_what_engawa_has(vocabulary: Vocabulary) -> None:
    kind, whole = vocabulary.term("type", "engawa.core"), vocabulary.term("type", "engawa")
    assert kind is not None
    assert whole is not None
    assert kind.meets == whole.meets
    assert ids(vocabulary.narrower("type", "engawa")) == ["engawa", "engawa.basic", "engawa.special", "engawa.core"]


@pytest.mark.parametrize(
    ("target", "youngest", "oldest", "needs", "expected"),
    [
        ("older", 65, 69, [], True),
        ("older", 50, 54, [], False),
        ("older", 60, 69, [], None),
        ("older", None, None, [], None),
        ("anyone", None, None, [], True),
        ("parent_child", 35, 39, ["childrearing"], True),
        ("parent_child", 35, 39, [], False),
        ("disabled", 40, 40, [], False),
        ("men_welcome", 70, 74, [], True),
    ],
)
def test_a_target_includes_by_age_or_by_need(
    vocabulary: Vocabulary, target: str, youngest: int | None, oldest: int | None, needs: list, expected: bool | None
) -> None:
    term = vocabulary.term("target", target)
    assert term is not None
    assert term.includes(youngest, oldest, needs) is expected


def test_a_word_stands_for_one_term_of_its_scheme(vocabulary: Vocabulary) -> None:
    shared = {
        writing
        for scheme in vocabulary.schemes
        for term, writings in vocabulary.variants(scheme)
        for writing in writings
        if ids(vocabulary.resolve(writing, [scheme])) != [term.id]
    }
    assert shared == {"通いの場"}  # the plans use it for salons and for 介護予防 alike


def test_a_profile_adds_words_and_overrides_fields(tmp_path: Path) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_text(
        '[type.salon]\nlabel = "いこいの会"\nsynonyms = ["いこい"]\n[type.boat]\nlabel = "舟の会"\n', encoding="utf-8"
    )
    vocabulary = Vocabulary.load(own)
    assert vocabulary.label("type", "salon") == "いこいの会"
    assert ids(vocabulary.resolve("いこい", ["type"])) == ids(vocabulary.resolve("サロン", ["type"])) == ["salon"]
    assert ids(vocabulary.resolve("舟の会", ["type"])) == ["boat"]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('[type.salon]\nmeets = ["nothing_known"]\n', "nothing_known"),
        ('[type.boat]\nsynonyms = ["舟"]\n', "type.boat"),
        ('[type.boat]\nlabel = "舟"\ncolour = "red"\n', "type.boat"),
        ("[type.salon\n", "vocabulary.toml"),
    ],
)
def test_a_mistake_in_a_profiles_words_is_named(tmp_path: Path, content: str, named: str) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(InputWrong, match=named):
        Vocabulary.load(own)


@pytest.mark.skipif(not PLANS_VOCABULARY.exists(), reason="the plans' vocabulary is not here")
def test_the_words_of_the_plans_are_all_there() -> None:
    schemes = {"a": "type", "b": "need", "c": "target", "d": "content", "e": "role", "f": "access", "h": "status"}
    schemes |= {"i": "first_visit", "j": "aid"}
    with BASE.open("rb") as file:
        ours = tomllib.load(file)
    vocabulary = Vocabulary.load()
    for line in PLANS_VOCABULARY.read_text(encoding="utf-8").splitlines()[1:]:
        group, name, label, synonyms, *_ = line.split("\t")
        if group[0] == "g":
            continue  # how schedules are written is known to directory.schedules
        scheme = "freshness" if name in ("confirmed", "due") else schemes[group[0]]
        assert name in ours[scheme], (scheme, name)
        for word in [label, *filter(None, synonyms.split(","))]:
            understood = name in ids(vocabulary.resolve(word, [scheme]))
            assert understood or vocabulary.forbidden_for_person(word) or "/" in word, (scheme, name, word)


GROUPS = {
    "a": ["type"],
    "b": ["need"],
    "c": ["target"],
    "d": ["content"],
    "e": ["role"],
    "f": ["access"],
    "h": ["status", "freshness"],
    "i": ["first_visit"],
    "j": ["aid"],
}
"""The plans' groups and our schemes; g (日程表現) is what `directory.schedules` reads."""


@pytest.mark.skipif(not PLANS_VOCABULARY.is_file(), reason="the plans' vocabulary is not on this machine")
def test_every_word_of_the_plans_is_understood_by_identifier_label_and_synonym(vocabulary: Vocabulary) -> None:
    missed = []
    with PLANS_VOCABULARY.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            schemes = GROUPS.get(row["group"][0], [])
            written = [row["id"], row["label_ja"], *filter(None, row["synonyms"].split(","))]
            missed += [
                (row["id"], word)
                for word in written
                if schemes and row["id"] not in ids(vocabulary.resolve(word, schemes))
            ]
    assert missed == []


@pytest.mark.parametrize("word", ["外国籍", "更生", "再犯防止"])
def test_a_word_that_may_describe_a_resource_is_still_forbidden_of_a_person(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.resolve(word, ["need"])
    assert vocabulary.forbidden_for_person(word) is not None


def test_no_number_is_read_out_of_a_longer_one() -> None:
    vocabulary = Vocabulary.load()
    assert [term.id for term in vocabulary.mentioned("参加費は0円です", ("preference",))] == ["free"]
    assert not vocabulary.mentioned("参加費は300円です", ("preference",))
