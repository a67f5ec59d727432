"""The condition sheet: everything optional, unknown words warned about, nothing that points to a person kept."""

import pytest

from directory.errors import InputWrong
from directory.vocabulary import Vocabulary
from matching.person import Person, Sheet, read
from matching.sheet_values import Window


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


@pytest.fixture
def sheet(vocabulary: Vocabulary):
    def make(**stated: object) -> Sheet:
        return read(stated, vocabulary)

    return make


def test_an_empty_sheet_is_a_person_of_whom_nothing_is_known(sheet) -> None:
    assert sheet() == Sheet((Person(),), ())


@pytest.mark.parametrize("stated", [None, [], "78歳", 5])
def test_what_is_no_object_is_refused_with_a_sentence(stated: object, vocabulary: Vocabulary) -> None:
    with pytest.raises(InputWrong, match="オブジェクト"):
        read(stated, vocabulary)


@pytest.mark.parametrize(
    ("band", "ages"),
    [("75-79", (75, 79)), ("75〜79歳", (75, 79)), ("90+", (90, None)), ("90歳以上", (90, None)), ("80代", (80, 89)),
     ("80代後半", (85, 89)), ("６５-６９", (65, 69)), ("78", (78, 78))],
)  # fmt: skip
def test_age_bands_are_read_as_people_write_them(band: str, ages: tuple[int, int | None], sheet) -> None:
    found = sheet(age_band=band)
    assert (found.main.youngest, found.main.oldest) == ages
    assert found.warnings == ()


@pytest.mark.parametrize("band", ["", "老人", "79-75", "200+", "0"])
def test_unreadable_age_bands_warn_and_stay_unknown(band: str, sheet) -> None:
    found = sheet(age_band=band)
    assert bool(found.warnings) is (band != "0")
    assert found.main.youngest == (0 if band == "0" else None)


@pytest.mark.parametrize("age", [-1, 131, True, "七十", 7.5, [78]])
def test_impossible_ages_warn_and_stay_unknown(age: object, sheet) -> None:
    found = sheet(age=age)
    assert found.main.youngest is None
    assert found.warnings


def test_identifiers_labels_parts_of_labels_and_synonyms_are_the_same_need(sheet) -> None:
    for word in ("isolation", "孤立・孤独", "孤独", "ひとり暮らし"):
        assert sheet(needs=[word]).main.needs == ("isolation",), word


def test_unknown_needs_warn_with_the_nearest_known_and_matching_goes_on(sheet) -> None:
    found = sheet(needs=["介護予坊", "孤立"])
    assert found.main.needs == ("isolation",)
    assert any("介護予坊" in warning and "介護予防" in warning for warning in found.warnings)


def test_unknown_interests_stay_as_free_words_and_warn(sheet) -> None:
    found = sheet(interests=["ヒヤシンス栽培"])
    assert found.main.free_words == ("ヒヤシンス栽培",)
    assert len(found.warnings) == 1


def test_a_phrase_of_known_parts_is_understood_by_its_parts(sheet) -> None:
    found = sheet(preferences=["こどもの食"])
    assert set(found.main.wishes[0].terms) == {("target", "child"), ("need", "food_poverty")}


@pytest.mark.parametrize("word", ["フィリピン国籍", "前科あり", "うつ病", "税金の滞納", "DV", "reentry", "更生"])
def test_words_that_must_not_describe_a_person_warn_and_change_nothing(word: str, sheet) -> None:
    plain = sheet(needs=["孤立"])
    for field in ("needs", "interests", "preferences", "avoid", "abilities", "access_needs"):
        stated = {"needs": ["孤立"]} | {field: ["孤立", word] if field == "needs" else [word]}
        found = sheet(**stated)
        assert found.people == plain.people, field
        assert found.warnings, field


@pytest.mark.parametrize(
    "word", ["山田 太郎", "山田さん", "046-873-1111", "０９０－１２３４－５６７８", "a.b@example.jp"]
)
def test_what_points_to_a_person_is_dropped_and_never_repeated(word: str, sheet) -> None:
    found = sheet(interests=[word, "将棋"])
    assert [wish.text for wish in found.main.wishes] == ["将棋"]
    assert len(found.warnings) == 1
    assert word not in found.warnings[0]


@pytest.mark.parametrize("word", ["絵本 読み聞かせ", "お茶 おしゃべり", "近所 散歩"])
def test_two_known_words_are_not_a_name(word: str, sheet) -> None:
    assert sheet(interests=[word]).main.wishes[0].terms


def test_mobility_is_read_with_its_aids(sheet) -> None:
    main = sheet(mobility={"mode": "徒歩", "minutes": "10分", "aids": ["つえ"]}).main
    assert (main.mode, main.minutes, main.aids) == ("walk", 10, ("cane",))


def test_an_aid_among_the_access_needs_is_an_aid(sheet) -> None:
    main = sheet(access_needs=["歩行器", "多目的トイレ"]).main
    assert main.aids == ("rollator",)
    assert "accessible_toilet" in main.access_needs


def test_availability_takes_japanese_days_and_hours(sheet) -> None:
    main = sheet(availability=[{"days": ["平日"], "from": "9時", "to": "12:00"}]).main
    assert main.windows == (Window(frozenset({0, 1, 2, 3, 4}), 540, 720),)


def test_days_without_hours_are_whole_days_and_hours_without_days_every_day(sheet) -> None:
    days, hours = sheet(availability=[{"days": ["SU"]}, {"from": "13:00"}]).main.windows
    assert (days.start, days.end) == (0, 1440)
    assert hours.days == frozenset(range(7))


@pytest.mark.parametrize(
    "stated",
    [{"needs": 5}, {"needs": [5]}, {"mobility": "空を飛ぶ"}, {"mobility": 3}, {"mobility": {"minutes": -4}},
     {"place": 5}, {"place": {"lat": "北"}}, {"place": {"lat": 91, "lon": 0}}, {"availability": "朝"},
     {"availability": [{"days": ["ZZ"]}]}, {"availability": [{"from": "25:00"}]}, {"household": "母"},
     {"household": [3]}, {"stage": "宇宙"}, {"名前": "x"}, {"needs": ["あ" * 200]}],
)  # fmt: skip
def test_wrong_types_warn_in_japanese_and_never_stop(stated: dict[str, object], sheet) -> None:
    assert sheet(**stated).warnings


def test_a_household_lives_where_its_first_person_lives(sheet) -> None:
    people = sheet(place="逗子市沼間3丁目", household=[{"age": 82}, {"age": 5, "place": "逗子市桜山"}]).people
    assert [person.place for person in people] == ["逗子市沼間3丁目", "逗子市沼間3丁目", "逗子市桜山"]


@pytest.mark.parametrize(
    ("said", "yen"),
    [
        ("300円まで", 300), ("一回３００円以内", 300), ("参加費は1,000円くらいまで", 1000), ("500円なら", 500),
        ("無料", None), ("300円のお茶", None), ("お金がかからない", None),
    ],
)  # fmt: skip
def test_what_may_be_paid_is_read_from_the_wishes(said: str, yen: int | None) -> None:
    sheet = read({"preferences": ["近所", said]}, Vocabulary.load())
    assert sheet.main.budget_yen == yen
    assert sheet.main.prefers("nearby")
    assert sheet.main.prefers("free") is (said in ("無料", "お金がかからない"))


def test_english_words_are_known_by_label_or_part() -> None:
    sheet = read(
        {"needs": ["loneliness", "Dementia"], "interests": ["tea", "mahjong", "Crafts and art"]}, Vocabulary.load()
    )
    assert not sheet.warnings
    assert sheet.main.needs == ("isolation", "dementia")
    assert sheet.main.wished("content") == ("tea_chat", "game", "craft_art")


def test_a_word_that_nothing_is_like_is_answered_with_some_that_are_known() -> None:
    (warning,) = read({"abilities": ["りょうり"]}, Vocabulary.load()).warnings
    assert "たとえば: 料理、軽作業" in warning


def test_days_said_in_one_word_are_read() -> None:
    sheet = read({"availability": "平日"}, Vocabulary.load())
    assert [sorted(window.days) for window in sheet.main.windows] == [[0, 1, 2, 3, 4]]


def test_one_unknown_word_takes_no_known_one_with_it(sheet) -> None:
    found = sheet(access_needs=["車いす・のりものずき"], needs=["孤立、ほげほげ"])
    assert found.main.access_needs
    assert found.main.needs == ("isolation",)
    assert ["のりものずき" in said or "ほげほげ" in said for said in found.warnings] == [True, True]


@pytest.mark.parametrize(
    ("stated", "warns"),
    [
        ({"age": 78, "age_band": "20-24"}, True), ({"age": 78, "age_band": "75-79"}, False),
        ({"age": 78, "age_band": "70+"}, False), ({"interests": ["体操"], "avoid": ["体操"]}, True),
        ({"preferences": ["静か"], "avoid": ["にぎやか"]}, False),
    ],
)  # fmt: skip
def test_wishes_that_contradict_each_other_are_told_of(stated: dict[str, object], warns: bool, sheet) -> None:
    assert bool(sheet(**stated).warnings) is warns
