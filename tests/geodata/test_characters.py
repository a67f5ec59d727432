import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.characters import fold, kanji_number, key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("茅ヶ崎", "茅ケ崎"),
        ("茅が崎", "茅ヶ崎"),
        ("山ノ根", "山の根"),
        ("桜山５丁目", "桜山五丁目"),
        ("龜が岡", "亀ヶ岡"),
        ("ｶﾞｰﾃﾞﾝ", "ガーデン"),
        ("大字池子", "池子"),
        ("葛\U000e0100城", "葛城"),
        ("百二十三番", "123番"),
        ("一二三", "123"),
        ("四ッ谷", "四つ谷"),
        ("1ー2", "1-2"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("釧路町", "釧路市"), ("本町", "東本町"), ("3丁目", "13丁目"), ("原", "原町")]
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text(max_size=60))
def test_any_text_can_be_cut_anywhere_without_losing_a_character(text: str) -> None:
    folded = fold(text)
    for position in range(len(folded.text) + 1):
        assert text[: folded.cut(position)] + folded.original(position) == text


def test_a_kanji_numeral_beside_a_digit_stays_another_number() -> None:
    assert fold("家六２０９４").text == "家6-2094"


def test_small_numbers_are_written_as_in_official_names() -> None:
    assert [kanji_number(n) for n in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]


@pytest.mark.parametrize(
    ("text", "at", "rest"),
    [("霞一二三丁目", 2, "二三丁目"), ("霞十二番", 2, "十二番"), ("霞5三番", 3, "三番"), ("霞三5番", 3, "5番")],
)
def test_what_stands_after_a_part_of_a_numeral_is_not_lost(text: str, at: int, rest: str) -> None:
    assert fold(text).original(at) == rest
