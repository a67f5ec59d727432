"""The search finds what people mean, drags in no noise, and keeps step with the catalogue."""

import multiprocessing
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from directory.errors import NotReady
from directory.listing import Meeting, Series, Word
from directory.public_view import PublicListing, PublicVenue
from directory.search import SearchAnswer, SearchIndex, SearchRequest, words
from tests.factories import a_public_listing


@dataclass(frozen=True)
class Term:
    scheme: str
    id: str
    label: str
    synonyms: tuple[str, ...] = ()


class FakeVocabulary:
    def __init__(self, *terms: Term) -> None:
        self._terms = terms

    def terms(self, scheme: str) -> tuple[Term, ...]:
        return tuple(term for term in self._terms if term.scheme == scheme)

    def resolve(self, text: str, schemes: tuple[str, ...]) -> tuple[Term, ...]:
        return tuple(t for t in self._terms if words.fold(text) in map(words.fold, (t.label, *t.synonyms)))


@dataclass
class Changes:
    number: int
    listings: list[PublicListing]
    gone: list[str]


@dataclass
class FakeCatalogue:
    kept: dict[str, PublicListing] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    version: int = 1

    def save(self, *listings: PublicListing) -> None:
        self.version += 1
        self.kept |= {listing.id: listing for listing in listings}
        self.numbers |= {listing.id: self.version for listing in listings}

    def remove(self, listing: PublicListing) -> None:
        self.version += 1
        del self.kept[listing.id]
        self.numbers[listing.id] = self.version

    def all(self) -> list[PublicListing]:
        return list(self.kept.values())

    def changed_since(self, number: int) -> Changes:
        late = [listing_id for listing_id, at in self.numbers.items() if at > number]
        return Changes(
            self.version, [self.kept[i] for i in late if i in self.kept], [i for i in late if i not in self.kept]
        )


VOCABULARY = FakeVocabulary(
    Term("type", "salon", "ふれあい・いきいきサロン", ("サロン", "茶話会")),
    Term("type", "dementia_cafe", "認知症カフェ", ("オレンジカフェ",)),
    Term("type", "mutual_aid", "見守り・ちょい助け", ("助け合い",)),
    Term("content", "exercise", "体操", ("健康体操",)),
    Term("access", "wheelchair", "車いすで入れる", ("車いす",)),
)


def a_catalogue(*listings: PublicListing) -> FakeCatalogue:
    catalogue = FakeCatalogue()
    catalogue.save(*listings)
    return catalogue


def an_index(folder: Path, *listings: PublicListing) -> SearchIndex:
    index = SearchIndex(folder, VOCABULARY)
    index.catch_up(a_catalogue(*listings))
    return index


def named(*names: str) -> list[PublicListing]:
    return [a_public_listing(id=name, name=name, reading="") for name in names]


def found(index: SearchIndex, text: str, **filters: object) -> list[str]:
    answer = index.search(SearchRequest(words=text, **filters))  # type: ignore[arg-type]
    return [hit.id for hit in answer.hits]


PAIRS = [
    ("子供食堂", "ずし子ども食堂"),
    ("こども食堂", "ずし子ども食堂"),
    ("子ども食堂", "みんなのこども食堂"),
    ("さろん", "逗子六丁目サロン"),
    ("サロン", "ふれあいさろん"),
    ("ｻﾛﾝ", "逗子六丁目サロン"),
    ("ＳＯＭＰＯ", "SOMPOケアの会"),
    ("楽", "楽食会"),
    ("蓮", "サロンもく蓮"),
    ("齋藤", "斎藤さんちの縁側"),
    ("斎藤", "齋藤さんちの縁側"),
    ("高橋", "髙橋家ひろば"),
    ("髙橋", "高橋家ひろば"),
    ("山﨑", "山崎の会"),
    ("スマートフォン", "スマホ相談室"),
    ("スマホ", "はじめてのスマートフォン"),
    ("見守", "見守り隊"),
    ("みまもり", "見守り隊"),
    ("にじいろ", "にじいろ広場"),
    ("虹色", "にじいろ広場"),
    ("障害", "障がい者の集い"),
    ("障碍者", "障害者の集い"),
    ("ひきこもり", "引きこもり家族会"),
    ("百歳体操", "いきいき100歳体操"),
    ("つどい", "介護者の集い"),
    ("たいきょくけん", "東逗子会館太極拳"),
    ("かいかん", "桜道会館"),
    ("東逗子", "東逗子会館太極拳"),
    ("逗子", "東逗子会館太極拳"),
    ("会館", "アーデンヒル自治会館"),
    ("サロン", "ママサロン"),
    ("亀が岡", "亀ヶ岡サロン"),
    ("亀ケ岡", "亀ヶ岡サロン"),
    ("あつまーる", "おれんじカフェ「あつま～る」"),
    ("センター", "交流センタ"),
    ("コンピューター", "コンピュータの会"),
    ("逗子 サロン", "逗子六丁目サロン"),
    ("逗子　サロン", "逗子六丁目サロン"),
    ("逗子の体操", "逗子はつらつ体操"),
    ("近くで逗子の体操がしたい", "逗子はつらつ体操"),
    ("はつらつ体操 がしたい", "逗子はつらつ体操"),
    ("はつらつ体操を教えてください", "逗子はつらつ体操"),
    ("麻雀", "健康マージャン"),
    ("まーじゃん", "麻雀の会"),
    ("ポールウォーキング", "逗子地区ポールウオーキング"),
    ("車椅子", "車いすダンス"),
    ("5丁目", "沼間5丁目の会"),
    ("５丁目", "沼間5丁目の会"),
    ("買物", "買い物ツアー"),
    ("居場所", "みんなのいばしょ"),
    ("傾聴", "けいちょうボランティア"),
    ("不登校", "ふとうこうの親の会"),
    ("手芸", "しゅげいの会"),
    ("畑", "はたけの会"),
    ("囲碁", "いごの会"),
    ("寺子屋", "てらこや"),
    ("宿題", "しゅくだいカフェ"),
    ("読み聞かせ", "よみきかせの会"),
    ("日本語", "にほんご教室"),
    ("友達", "ともだちひろば"),
    ("お弁当", "弁当配食の会"),
    ("弁当", "お弁当を食べる会"),
    ("お茶飲み", "茶のみ友だち"),
    ("茶のみ", "お茶飲み会"),
    ("お話会", "おはなし会"),
    ("おはなし", "お話し会"),
    ("ゴミ出し", "ごみだし支援"),
    ("ごはん", "みんなでご飯"),
    ("二丁目", "池子2丁目の会"),
    ("2丁目", "池子二丁目の会"),
    ("第二", "サロンアザリエ第2"),
    ("ヨガ", "シニアヨーガ"),
    ("珈琲", "コーヒーを飲む会"),
    ("草むしり", "草取り隊"),
    ("止まり木", "ふれあいサロン・とまり木"),
    ("メロディー", "サロン・メロディ～館"),
    ("生き生き", "いきいき塾"),
    ("触れ合い", "ふれあい広場の会"),
    ("グランドシニアソサエティ", "グランドシニア・ソサエティ（GS会）"),
    ("tec", "てくtec逗子"),
    ("ｶﾗｵｹ", "からおけ同好会"),
    ("散歩", "さんぽの会"),
    ("編み物", "あみものの会"),
]


@pytest.fixture(scope="module")
def paired(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return an_index(tmp_path_factory.mktemp("pairs"), *named(*dict.fromkeys(name for _, name in PAIRS)))


@pytest.mark.parametrize(("typed", "name"), PAIRS)
def test_what_people_type_finds_what_stands_in_the_listing(paired: SearchIndex, typed: str, name: str) -> None:
    assert name in found(paired, typed)[:10]


NOISE = [
    ("茶会", "喫茶会館"),
    ("京都", "東京都人会"),
    ("体操", "団体操作の会"),
    ("パン", "フードパントリー"),
    ("ラン", "ボランティアの会"),
    ("ランチ", "ブランチの会"),
    ("カー", "カーテンの会"),
    ("囲碁", "介護の会"),
    ("いご", "介護の会"),
    ("1丁目", "沼間11丁目の会"),
    ("会館", "茶会の館"),
    ("将棋", "将来と棋士"),
    ("料理", "材料理解の会"),
    ("リース", "フリースの会"),
    ("食堂", "食品堂の会"),
    ("子ども", "子育てと友だち"),
    ("男性", "女性の会"),
    ("マン", "マンションの会"),
    ("サロン", "サロマ湖の会"),
    ("講演", "公園の会"),
    ("後援", "公園の会"),
    ("囲碁", "介護の会"),
    ("畑", "傍の会"),
    ("歌", "歯科の会"),
    ("お話", "世話の会"),
    ("友", "供の会"),
    ("第二", "第三の会"),
    ("2丁目", "12丁目の会"),
    ("二丁目", "十二丁目の会"),
    ("花", "鼻の会"),
    ("買い物", "飼い主の会"),
    ("見守り", "お守りの会"),
    ("茶のみ", "のみ市の会"),
    ("手芸", "手話の会"),
    ("園芸", "演芸の会"),
    ("会話", "絵画の会"),
    ("公演", "公園の会"),
    ("弁当", "弁護士の会"),
    ("料理", "料金の会"),
    ("点字", "天気の会"),
]


@pytest.mark.parametrize(("typed", "name"), NOISE)
def test_a_word_drags_in_nothing_that_only_looks_like_it(tmp_path: Path, typed: str, name: str) -> None:
    index = an_index(tmp_path, *named(name, typed + "の集い"))
    assert found(index, typed) == [typed + "の集い"]


def test_a_word_of_the_vocabulary_finds_every_listing_of_that_kind(tmp_path: Path) -> None:
    cafe = a_public_listing(id="cafe", name="ほっとひと息", types=("dementia_cafe",))
    other = a_public_listing(id="other", name="歌の会")
    index = an_index(tmp_path, cafe, other)
    assert found(index, "オレンジカフェ") == found(index, "おれんじカフェ") == found(index, "認知症") == ["cafe"]


def test_what_is_stated_not_to_be_so_is_not_found(tmp_path: Path) -> None:
    step = a_public_listing(id="step", words=(Word(scheme="access", term="wheelchair", value=False),))
    flat = PublicVenue(place="平屋会館", words=(Word(scheme="access", term="wheelchair"),))
    index = an_index(tmp_path, step, a_public_listing(id="flat", venues=(flat,)))
    assert found(index, "車いす") == ["flat"]


def test_a_phrase_does_not_match_across_two_tags(tmp_path: Path) -> None:
    listing = a_public_listing(id="x", name="花の会", venues=(PublicVenue(place="南台", alternate_names=("所沢",)),))
    assert found(an_index(tmp_path, listing), "台所") == []


def test_the_name_counts_for_more_than_the_small_print(tmp_path: Path) -> None:
    small = a_public_listing(id="small", name="花の会", description="太極拳のあと太極拳の話。太極拳！")
    named_so = a_public_listing(id="named", name="東逗子会館太極拳")
    exact = a_public_listing(id="exact", name="太極拳")
    assert found(an_index(tmp_path, small, named_so, exact), "太極拳") == ["exact", "named", "small"]


def test_what_fits_equally_well_stands_by_reading(tmp_path: Path) -> None:
    readings = ["うめ", "あやめ", "いちょう"]
    index = an_index(tmp_path, *(a_public_listing(id=r, name="花の会", reading=r) for r in readings))
    assert found(index, "花") == ["あやめ", "いちょう", "うめ"]


def test_without_words_everything_is_listed_by_reading_whatever_the_script(tmp_path: Path) -> None:
    readings = {"a": "アジサイ", "b": "いけご", "c": "うみ", "d": "かいかん"}
    listings = [a_public_listing(id=i, reading=reading) for i, reading in reversed(readings.items())]
    answer = an_index(tmp_path, *listings).search(SearchRequest(words=" 　", size=3))
    assert [hit.id for hit in answer.hits] == ["a", "b", "c"]
    assert answer.total == 4


def test_pages_cut_the_same_order_without_gaps(tmp_path: Path) -> None:
    index = an_index(tmp_path, *(a_public_listing(name=f"桜の会{n}") for n in range(25)))
    whole = found(index, "桜", size=25)
    assert [*found(index, "桜", page=1), *found(index, "桜", page=2)] == whole
    assert found(index, "桜", page=3) == []


def weekly(day: str) -> Meeting:
    return Meeting(text="毎週", certainty="parsed", series=(Series(rrule=f"FREQ=WEEKLY;BYDAY={day}"),))


@pytest.fixture
def town(tmp_path: Path) -> SearchIndex:
    old = Word(scheme="target", term="older")
    return an_index(
        tmp_path,
        a_public_listing(id="1", types=("salon",), zone_ids=("east",), words=(old,), meetings=(weekly("MO"),)),
        a_public_listing(id="2", types=("salon", "engawa.core"), zone_ids=("west",), meetings=(weekly("MO,WE"),)),
        a_public_listing(id="3", types=("engawa",), zone_ids=("east", "west"), status="paused", district="沼間"),
    )


def test_facets_count_what_each_value_would_leave(town: SearchIndex) -> None:
    facets = town.search(SearchRequest(areas=("east",))).facets
    assert facets["areas"] == {"east": 2, "west": 2}, "one's own choice does not empty its list"
    assert facets["types"] == {"salon": 1, "engawa": 1}
    assert facets["days"] == {"MO": 1}
    assert facets["targets"] == {"older": 1}
    assert facets["status"] == {"unknown": 1, "paused": 1}


def test_values_of_one_filter_add_and_filters_narrow(town: SearchIndex) -> None:
    assert set(found(town, "", types=("salon", "engawa"))) == {"1", "2", "3"}
    assert set(found(town, "", types=("engawa",))) == {"2", "3"}, "a kind is found by its broader kind"
    assert found(town, "", types=("engawa",), areas=("east",)) == ["3"]
    assert found(town, "", days=("WE",)) == ["2"]
    assert found(town, "", district="沼間") == ["3"]
    assert found(town, "", types=("no such",)) == []


def test_the_latest_confirmed_come_first_when_asked_and_the_never_confirmed_last(tmp_path: Path) -> None:
    days = {"old": date(2024, 4, 1), "never": None, "new": date(2026, 4, 1)}
    index = an_index(tmp_path, *(a_public_listing(id=i, assured_date=day) for i, day in days.items()))
    assert found(index, "", sort="confirmed") == ["new", "old", "never"]


def suggestion(index: SearchIndex, text: str) -> SearchAnswer:
    return index.search(SearchRequest(words=text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("サロソ", "サロン"), ("太曲拳", "太極拳"), ("オレンヂカフェ", "オレンジカフェ"), ("逗子 太曲拳", "逗子 太極拳")],
)
def test_a_slip_is_answered_with_an_offer_and_never_bent(tmp_path: Path, typed: str, meant: str) -> None:
    index = an_index(tmp_path, a_public_listing(name="逗子の太極拳 サロン", types=("dementia_cafe",)))
    answer = suggestion(index, typed)
    assert (answer.total, answer.did_you_mean) == (0, meant)


def test_nothing_is_offered_that_would_find_nothing_or_is_not_near(tmp_path: Path) -> None:
    index = an_index(tmp_path, *named("太極拳の会", "サロン桜"))
    assert suggestion(index, "天文学").did_you_mean is None
    assert suggestion(index, "太曲拳 サロン").did_you_mean is None
    assert suggestion(index, "太極拳").did_you_mean is None


def test_changes_and_removals_are_caught_up_without_a_rebuild(tmp_path: Path) -> None:
    first, second = named("花の会", "歌の会")
    catalogue = a_catalogue(first, second)
    index = SearchIndex(tmp_path, VOCABULARY)
    index.catch_up(catalogue)
    catalogue.save(replace(first, name="将棋の会"))
    catalogue.remove(second)
    assert index.catch_up(catalogue) == catalogue.version
    assert (found(index, "花"), found(index, "将棋"), found(index, "歌")) == ([], ["花の会"], [])
    assert index.search(SearchRequest()).total == 1


def test_another_process_object_sees_what_the_first_has_written(tmp_path: Path) -> None:
    catalogue = a_catalogue(*named("花の会"))
    writer, reader = SearchIndex(tmp_path, VOCABULARY), SearchIndex(tmp_path, VOCABULARY)
    writer.catch_up(catalogue)
    assert found(reader, "花") == ["花の会"]
    catalogue.save(*named("花と歌"))
    writer.catch_up(catalogue)
    assert set(found(reader, "花")) == {"花の会", "花と歌"}, "whoosh forks keep old documents after a refresh"


def test_an_updated_listing_is_found_once_however_often_it_changed(tmp_path: Path) -> None:
    """The trap of the Whoosh forks: a refreshed searcher returned deleted and old versions. 2.7.4 must not."""
    (listing,) = named("花の会")
    catalogue, index = a_catalogue(listing), SearchIndex(tmp_path, VOCABULARY)
    for number in range(12):
        catalogue.save(replace(listing, name=f"花の会 第{number}号"))
        index.catch_up(catalogue)
        assert found(index, "花") == ["花の会"]
    assert (found(index, "第10号"), found(index, "第11号")) == ([], ["花の会"])


@pytest.mark.parametrize("damage", ["missing", "no list of segments", "garbled list", "cut segment"])
def test_a_broken_index_is_built_afresh(tmp_path: Path, damage: str) -> None:
    catalogue = a_catalogue(*named("花の会"))
    SearchIndex(tmp_path, VOCABULARY).catch_up(catalogue)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    if damage == "missing":
        shutil.rmtree(folder)
    elif damage == "no list of segments":
        next(folder.glob("*.toc")).unlink()
    elif damage == "garbled list":
        next(folder.glob("*.toc")).write_bytes(b"garbled")
    else:
        segment = next(folder.glob("*.seg"))
        segment.write_bytes(segment.read_bytes()[:40])
    index = SearchIndex(tmp_path, VOCABULARY)
    index.catch_up(catalogue)
    assert found(index, "花") == ["花の会"]


def test_a_restored_older_catalogue_takes_back_what_came_later(tmp_path: Path) -> None:
    catalogue, index = a_catalogue(*named("花の会")), SearchIndex(tmp_path, VOCABULARY)
    backup = FakeCatalogue(dict(catalogue.kept), dict(catalogue.numbers), catalogue.version)
    catalogue.save(*named("歌の会"))
    index.catch_up(catalogue)
    index.catch_up(backup)
    assert found(index, "会") == ["花の会"]


def test_another_vocabulary_builds_another_index(tmp_path: Path) -> None:
    catalogue = a_catalogue(a_public_listing(id="cafe", types=("dementia_cafe",)))
    SearchIndex(tmp_path, VOCABULARY).catch_up(catalogue)
    index = SearchIndex(tmp_path, FakeVocabulary(Term("type", "dementia_cafe", "もの忘れカフェ")))
    index.catch_up(catalogue)
    assert (found(index, "もの忘れ"), found(index, "認知症")) == (["cafe"], [])


def test_a_search_before_any_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="reindex"):
        SearchIndex(tmp_path, VOCABULARY).search(SearchRequest())


def _write_many(folder: Path, names: Iterable[str]) -> None:
    index = SearchIndex(folder, VOCABULARY)
    for number, _ in enumerate(names, 2):
        seen = FakeCatalogue(version=number)
        for at in range(2, number + 1):
            seen.kept[f"{at}"] = a_public_listing(id=f"{at}", name=f"花の会{at}")
            seen.numbers[f"{at}"] = at
        index.catch_up(seen)


def test_two_processes_that_write_at_once_wait_and_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    names = [f"会{n}" for n in range(15)]
    writers = [spawn.Process(target=_write_many, args=(tmp_path, names)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    index = SearchIndex(tmp_path, VOCABULARY)
    assert index.search(SearchRequest()).total == 15
    assert len(found(index, "花", size=50)) == 15


def test_the_release_of_whoosh_is_the_one_that_was_tried() -> None:
    """2.7.5 (reloaded), whoosh3, whoosh-ng and whoosh-novo bring back deleted documents; whoosh-ng's phrases crash."""
    from importlib.metadata import version

    assert version("whoosh") == "2.7.4"


def test_what_rests_or_has_faded_comes_after_what_is_held(tmp_path: Path) -> None:
    day = date(2026, 11, 26)
    held, paused, faded = (
        a_public_listing(id=name, name=f"{name}カフェ", reading="", **values)
        for name, values in {
            "ん": {"status": "active", "assured_date": date(2026, 5, 1)},
            "い": {"status": "paused", "assured_date": date(2026, 5, 1)},
            "あ": {"status": "active", "assured_date": date(2023, 5, 1)},
        }.items()
    )
    index = SearchIndex(tmp_path, VOCABULARY, lambda: day)
    index.catch_up(a_catalogue(held, paused, faded))
    assert found(index, "カフェ")[0] == "ん"
    assert found(index, "あカフェ")[0] == "あ"
    assert found(index, "") == ["あ", "い", "ん"]
