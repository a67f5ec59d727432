"""The first visit to one to three places, prepared in one request: what differs, when they meet, and the papers.

Of the person only what a host needs for a welcome goes on paper, each thing with a box that is ticked by hand when the
person has agreed. No need, no age, no address, no points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from directory.call_list import ToCall
from directory.japanese_days import day_words
from directory.paper.visits import LARGE_PT, Line, Paper, Slip
from directory.profile import EmergencyNumber
from directory.public_view import PublicListing
from directory.summary import Summaries, Summary, venue_lines
from directory.vocabulary import Vocabulary
from matching.answer import DeskInfo, Match
from matching.person import Person
from matching.sessions import Calendar, Entry

MOST_PLACES = 3
DATES_SHOWN = 2
WISHES = ("行ってみたい", "一緒に行く人がほしい", "手伝いたい")
MOST_ENTRIES = 14
STAR = "★は、はじめの1回によい日です（ほかと重なりません）。"
# What helps whom, as a host may read it.
HELPS = {
    ("access", "wheelchair"): "車いすで入れる道と席",
    ("access", "accessible_toilet"): "バリアフリートイレの場所を、先に伝える",
    ("access", "no_stairs"): "段差のない入り口",
    ("access", "accompanied"): "一緒に来る人の席",
    ("access", "hearing_vision"): "筆談や大きな字",
    ("access", "plain_japanese"): "やさしい日本語",
    ("access", "stroller"): "ベビーカーを置ける場所",
    ("aid", "wheelchair"): "車いすで入れる道と席",
    ("aid", "cane"): "杖を置ける席と、手すり",
    ("aid", "rollator"): "歩行器を置ける場所と、広い通り道",
    ("aid", "mobility_scooter"): "電動カートをとめる場所",
    ("aid", "hearing_aid"): "静かな席で、ゆっくり話す",
    ("aid", "white_cane"): "席まで案内する人",
    ("aid", "stroller"): "ベビーカーを置ける場所",
    ("aid", "oxygen"): "火から離れた席",
    ("preference", "small_group"): "少人数の席",
    ("preference", "one_to_one"): "はじめは1対1で話す人",
    ("preference", "quiet"): "静かな席",
    ("preference", "short"): "短い時間だけの参加",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands on paper beside the places."""

    vocabulary: Vocabulary
    call: Callable[[PublicListing], ToCall]
    desk: DeskInfo | None
    council: str
    emergency: Sequence[EmergencyNumber]
    today: date


def papers(matches: Sequence[Match], person: Person, calendar: Calendar, around: Around) -> tuple[Paper, ...]:
    """For the person first, then the weeks where there are several places, then for hosts and companions."""
    summaries = Summaries(around.vocabulary, {})
    places = [(match, summaries.of(match.listing, around.today, DATES_SHOWN)) for match in matches]
    pages = [_for_person(match, said, around) for match, said in places]
    pages += [_weeks(calendar)] if len(matches) > 1 and calendar.entries else []
    pages += [_for_host(match, person, around) for match in matches]
    pages += [_for_companion(match, said, around) for match, said in places]
    return tuple(pages)


def _for_person(match: Match, said: Summary, around: Around) -> Paper:
    slip = Slip(title="わたしの気もち", about=said.name, choices=WISHES, back_to=_back_to(around))
    return Paper(
        whom="行ってみる方へ",
        title=said.name,
        lead="行っても行かなくても、途中で帰っても、大丈夫です。",
        size_pt=LARGE_PT,
        lines=(
            *_when_and_where(match, said),
            *_first_day(match),
            Line("途中で", _leaving(match)),
            Line("お金", said.cost),
            Line("申しこみ", said.application),
            Line("電話", _telephone(match, around)),
        ),
        slip=slip,
    )


def _first_day(match: Match) -> tuple[Line, ...]:
    """Who greets and what to bring, in the group's own words; a line to write on where they are not known."""
    greets, brings = (match.listing.first_day(term) for term in ("greeter", "bring"))
    nothing = match.listing.has("first_visit", "bring") is False
    looks_in = match.listing.first_day("visit_ok")
    somebody = "むかえてくれる人がいます" if _has(match, "greeter") else None
    return (
        Line("むかえる人", greets or somebody, write=not greets),
        Line(
            "持っていく物",
            brings or ("いりません" if nothing else "あります" if _has(match, "bring") else None),
            write=not brings and not nothing,
        ),
        *([Line("見学", looks_in)] if looks_in else []),
    )


def _when_and_where(match: Match, said: Summary) -> tuple[Line, ...]:
    when = [meeting.words for meeting in said.when]
    when += [f"{word} {day_words(day)}" for word, day in zip(("次は", "その次は"), said.next_dates, strict=False)]
    when += list(said.notices)
    return (
        Line("いつ", "\n".join(when) or None, write=not said.next_dates and bool(when)),
        Line("どこ", _where(match)),
        Line("行き方", _way(match), write=True),
    )


def _where(match: Match) -> str | None:
    return "\n".join(venue_lines(venue) for venue in match.listing.venues) or match.listing.place or None


def _way(match: Match) -> str | None:
    """Of the place only: bus stops as stated, and how far it is; where it is shown coarsely, who tells the way."""
    if match.via_council:
        return "社協の人が、くわしい場所をお知らせします"
    stated = [venue.transportation for venue in match.listing.venues if venue.transportation]
    if match.travel_minutes is not None:
        stated.append(f"家から、およそ{match.travel_minutes}分（坂や信号で変わります）")
    return "\n".join(stated) or None


def _leaving(match: Match) -> str | None:
    known = match.listing.has("first_visit", "leave_early_ok")
    if words := match.listing.first_day("leave_early_ok"):
        return words
    return {True: "帰って大丈夫です", False: "帰るときは、世話役にひとこと"}.get(known) if known is not None else None


def _has(match: Match, term: str) -> bool:
    return match.listing.has("first_visit", term) is True


def _telephone(match: Match, around: Around) -> str | None:
    call = around.call(match.listing)
    who = "" if call.who == match.listing.name else f"{call.who}\n"
    return f"{who}{call.number}" if call.number else None


def _back_to(around: Around) -> str:
    if around.desk:
        return f"{around.desk.name}{f'　電話 {around.desk.phone}' if around.desk.phone else ''}"
    return around.council


def _for_host(match: Match, person: Person, around: Around) -> Paper:
    return Paper(
        whom="受け入れる会の方へ",
        title=f"{match.listing.name}に、はじめての方が見えます",
        lead="お名前は、ご本人から聞いてください。この紙に、だれのことかは書きません。",
        lines=(Line("見える日", None), *_for_hosts(match)),
        checks_title="あると助かること（ご本人がよいと言ったものだけ、印をつけて渡します）",
        checks=(*helpful(person), "入り口で声をかけ、座る場所を先に伝える", "はじめは見ているだけでよい"),
        notes=(
            "来なくても、途中で帰っても、理由は聞かずに「またどうぞ」と伝えてください。",
            "住まい・年齢・体や暮らしのことは、ご本人が話すまで聞かないでください。",
            f"困ったときは：{_back_to(around)}",
        ),
    )


def _for_hosts(match: Match) -> tuple[Line, ...]:
    """As is known of the group; a line to write on where it is not."""
    said = (("むかえる人", "greeter"), ("持ち物", "bring"))
    return tuple(Line(label, match.listing.first_day(term)) for label, term in said)


def helpful(person: Person) -> tuple[str, ...]:
    """What would help at the door, in fixed words: ways in, aids, ways of being there. Never why."""
    asked = [("access", term) for term in person.access_needs]
    asked += [("aid", aid) for aid in (*person.aids, *(["wheelchair"] if person.mode == "wheelchair" else []))]
    asked += [("preference", one) for one in person.wished("preference")]
    return tuple(dict.fromkeys(HELPS[one] for one in asked if one in HELPS))


def _for_companion(match: Match, said: Summary, around: Around) -> Paper:
    numbers = "　".join(f"{one.label} {one.number}" for one in around.emergency[:1])
    return Paper(
        whom="一緒に行く方へ",
        title=f"{said.name}へ、はじめて行きます",
        lines=(
            *_when_and_where(match, said),
            Line("待ち合わせ", None),
            *_for_hosts(match),
            Line("電話", _telephone(match, around)),
        ),
        notes=(
            "行くかどうか、いつ帰るかは、ご本人が決めます。帰る合図を、先に決めておきましょう。",
            "聞いたことは、ほかで話さないでください。聞き出さないでください。",
            "次も一緒に行くか、ひとりで行くかを、帰り道にたずねてください。",
            f"困ったときは：{_back_to(around)}",
            *([f"急なとき：{numbers}"] if numbers else []),
        ),
    )


def _weeks(calendar: Calendar) -> Paper:
    return Paper(
        whom="行ってみる方へ",
        title="これからの5週間",
        size_pt=LARGE_PT,
        lines=tuple(Line(entry_day(one), entry_words(one)) for one in calendar.entries[:MOST_ENTRIES]),
        notes=(
            *([STAR] if calendar.entries else []),
            *(f"{name}：日にちは、電話で聞いてください。" for name in calendar.without_dates),
        ),
    )


def entry_day(one: Entry) -> str:
    return f"{'★' if one.first_choice else '　'}{day_words(one.session.day)}"


def entry_words(one: Entry) -> str:
    """「10:00〜12:00 みんなの茶の間」, with what it clashes with."""
    words = f"{one.session.hours or '時間は電話で聞く'}　{one.listing.name}"
    words += f"\n（{'、'.join(one.clashes)}と重なります）" if one.clashes else ""
    return words + (f"\n（{'、'.join(one.perhaps)}と重なるかもしれません）" if one.perhaps else "")
