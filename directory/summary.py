"""One public listing in words: what cards, pages and paper print. A fact that nobody stated is None, never a guess."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from directory.calendar.occasions import next_days, notices, perhaps_resting
from directory.freshness import MEANS
from directory.listing import Meeting
from directory.public_view import PublicListing, PublicVenue
from directory.speech import JAPANESE, Labels, Speech
from directory.standing import USUAL, Freshness, Standing
from directory.statuses import announced, closed_word, status_words

STEPS = "階段・段差"
ACCESS_ALWAYS = {"wheelchair": "車いすで入れる", "accessible_toilet": "バリアフリートイレ", "car": "駐車場"}
ACCESS_WHERE_STATED = {
    "toilet": "トイレ",
    "pickup": "送迎",
    "home_visit": "家への訪問",
    "online": "オンライン",
    "stroller": "ベビーカーで入れる",
    "hearing_vision": "筆談・点字・手話",
    "accompanied": "一緒に行ってくれる人",
    "plain_japanese": "やさしい日本語",
}
FIRST_VISIT = {
    "greeter": "迎えてくれる人がいます",
    "visit_ok": "見学できます",
    "leave_early_ok": "途中で帰れます",
    "men_share": "男性も来ています",
    "bring": "持っていく物があります",
    "chairs": "椅子があります",
    "hearing": "聞こえにくい方への配慮があります",
}
FIRST_VISIT_LABELS = {
    "greeter": "迎えてくれる人",
    "visit_ok": "見学",
    "leave_early_ok": "途中で帰ること",
    "men_share": "男性の参加",
    "bring": "持ち物",
    "chairs": "椅子",
    "hearing": "聞こえへの配慮",
}


@dataclass(frozen=True, slots=True)
class When:
    """One meeting: in words, and the printed text where it says more."""

    words: str
    printed: str | None
    certain: bool
    place: str | None = None


YES_NO = {True: ("はい", "あり"), False: ("いいえ", "なし")}


@dataclass(frozen=True, slots=True)
class YesNo:
    """A fact with three values, and the value in words; None: 不明."""

    label: str
    value: bool | None
    said: str | None

    @classmethod
    def of(cls, label: str, value: bool | None, speech: Speech = JAPANESE) -> "YesNo":
        """A statement (車いすで入れる) is answered はい, a thing (駐車場) is あり. `label` is Japanese."""
        names_a_thing = not label.endswith(("る", "ます"))
        return cls(speech.say(label), value, None if value is None else speech.say(YES_NO[value][names_a_thing]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A listing as it is read. `target`, `cost`, `application` are None where nobody stated them.

    `closed` is one word for a badge (休止中), `status` the same with days and reason; None while it runs.
    `standing`: by when somebody last confirmed it; `confirmed` says when that was, or where it was printed.
    `next_dates` are what its schedules support, less what was cancelled; `notices` say what is announced (休止から) and
    what is different this time only, or may be (年末年始).
    """

    id: str
    name: str
    reading: str
    types: tuple[str, ...]
    closed: str | None
    status: str | None
    place: str
    district: str | None
    zones: tuple[str, ...]
    contents: tuple[str, ...]
    when: tuple[When, ...]
    next_dates: tuple[date, ...]
    notices: tuple[str, ...]
    target: str | None
    anyone: bool
    cost: str | None
    application: str | None
    confirmed: str
    standing: Standing
    as_of: date
    speech: Speech
    listing: PublicListing

    @property
    def access(self) -> tuple[YesNo, ...]:
        return access(self.listing, self.speech)

    @property
    def first_visit(self) -> tuple[str, ...]:
        return first_visit(self.listing, self.speech)

    @property
    def doubt(self) -> str | None:
        """Why one should telephone first, as a word for a badge; None where somebody has confirmed it not long ago."""
        words = {"never": "要確認", "faded": "長く未確認"}.get(self.standing)
        return self.speech.say(words) if words else None

    @property
    def next_text(self) -> str | None:
        """「12月2日（水）」 of the first date to come, 「今日 11月22日（日）」 on the day itself."""
        if not self.next_dates:
            return None
        first = self.speech.day(self.next_dates[0])
        return self.speech.say("今日 {day}", day=first) if self.next_dates[0] == self.as_of else first


@dataclass(frozen=True, slots=True)
class Summaries:
    """Makes summaries. `zones`: 圏域 names by id."""

    vocabulary: Labels
    zones: Mapping[str, str]
    freshness: Freshness = USUAL

    def of(self, listing: PublicListing, today: date, dates: int = 1, speech: Speech = JAPANESE) -> Summary:
        """`dates`: how many coming dates of each meeting, today included. What a group wrote itself stays Japanese."""
        closed = closed_word(listing.status)
        days = next_days(listing, today, dates)
        return Summary(
            id=listing.id,
            name=listing.name,
            reading=listing.reading,
            types=tuple(self.vocabulary.label("type", term, speech.language) for term in listing.types),
            closed=speech.say(closed) if closed else None,
            status=status_words(listing, today),
            place=listing.place,
            district=listing.district,
            zones=tuple(self.zones.get(zone_id, zone_id) for zone_id in listing.zone_ids),
            contents=self._said(listing, "content", speech),
            when=tuple(self._when(meeting, listing, speech) for meeting in listing.meetings),
            next_dates=days,
            notices=(*announced(listing, today), *notices(listing), *perhaps_resting(listing, days)),
            target=self._target(listing, speech),
            anyone=listing.has("target", "anyone") is True,
            cost=cost(listing, speech),
            application=listing.application_text,
            confirmed=confirmed(listing, speech),
            standing=self.freshness.standing(listing.assured_date, today),
            as_of=today,
            speech=speech,
            listing=listing,
        )

    def _when(self, meeting: Meeting, listing: PublicListing, speech: Speech) -> When:
        understood = meeting.certainty == "parsed" and bool(meeting.series or meeting.dates)
        words = speech.schedule(meeting) if understood else meeting.text
        venue = None if meeting.venue is None or len(listing.venues) < 2 else listing.venues[meeting.venue]
        return When(
            words,
            meeting.text if _says_more(meeting.text, words) else None,
            understood,
            venue.place if venue else None,
        )

    def _said(self, listing: PublicListing, scheme: str, speech: Speech) -> tuple[str, ...]:
        """Labels of what was stated to be so, of the listing and its venues, in their order."""
        words = (*listing.words, *(word for venue in listing.venues for word in venue.words))
        said = (word.term for word in words if word.scheme == scheme and word.value)
        return tuple(dict.fromkeys(self.vocabulary.label(scheme, term, speech.language) for term in said))

    def _target(self, listing: PublicListing, speech: Speech) -> str | None:
        said = speech.and_so_on(self._said(listing, "target", speech))
        lines = [said, _ages(listing, speech), None if listing.eligibility_text == said else listing.eligibility_text]
        if listing.residents_of:
            lines.append(speech.say("{places}にお住まいの方", places="・".join(listing.residents_of)))
        return "\n".join(line for line in lines if line) or None


def first_visit(listing: PublicListing, speech: Speech = JAPANESE) -> tuple[str, ...]:
    """What holds of a first visit, each with the group's words for it; words alone stand beside their label."""
    said = []
    for term, fact in FIRST_VISIT.items():
        words = listing.first_day(term)
        head = speech.say(fact if listing.has("first_visit", term) else FIRST_VISIT_LABELS[term])
        if words or listing.has("first_visit", term):
            said.append(f"{head}（{words}）" if words else head)
    return tuple(said)


def access(listing: PublicListing, speech: Speech = JAPANESE) -> tuple[YesNo, ...]:
    """Steps, wheelchair, toilet and parking whether stated or not; the rest where stated."""
    others = (YesNo.of(label, listing.has("access", term), speech) for term, label in ACCESS_WHERE_STATED.items())
    return (
        YesNo.of(STEPS, steps(listing), speech),
        *(YesNo.of(label, listing.has("access", term), speech) for term, label in ACCESS_ALWAYS.items()),
        *(fact for fact in others if fact.value is not None),
    )


def steps(listing: PublicListing) -> bool | None:
    """Whether there are stairs or steps, said either way round. None also where the two statements disagree."""
    stairs, none_of_them = listing.has("access", "stairs"), listing.has("access", "no_stairs")
    said = {value for value in (stairs, None if none_of_them is None else not none_of_them) if value is not None}
    return said.pop() if len(said) == 1 else None


def cost(listing: PublicListing, speech: Speech = JAPANESE) -> str | None:
    if listing.fees_text:
        return listing.fees_text
    low, high = listing.fee_yen_min, listing.fee_yen_max
    if low is None and high is None:
        return None
    if low == high or high is None or low is None:
        only = high if low is None else low
        return speech.say("無料") if only == 0 else speech.say("{n}円", n=f"{only:,}")
    return speech.say("{low}〜{high}円", low=f"{low:,}", high=f"{high:,}")


def confirmed(listing: PublicListing, speech: Speech = JAPANESE) -> str:
    """When the listing was last confirmed, or else where and as of when it was printed."""
    if listing.assured_date:
        how = "".join(f"{word}で" for means, word in MEANS.items() if means == listing.assured_how)
        if speech != JAPANESE:
            return speech.say("{day}に確認", day=speech.date(listing.assured_date))
        return f"{speech.date(listing.assured_date)}に{how}確認"
    as_of = speech.month(listing.source_as_of) if listing.source_as_of else None
    parts = [part for part in (as_of, listing.source_text) if part]
    source = speech.say("{as_of}の{source}", as_of=parts[0], source=parts[1]) if len(parts) > 1 else "".join(parts)
    return speech.say("{source}より・要確認", source=source) if source else speech.say("要確認")


def venue_lines(venue: PublicVenue) -> str:
    """A venue in up to three lines: when it is used, its name, its address or (coarse) its town."""
    name = f"{venue.place}（{venue.reading}）" if venue.reading else venue.place
    if venue.label:
        name = f"{venue.label}：{name}"
    address = venue.address if venue.address and venue.address not in venue.place else None
    return "\n".join(line for line in (name, address) if line)


def joined(parts: Iterable[str], speech: Speech = JAPANESE) -> str | None:
    return speech.and_so_on(tuple(parts)) or None


def _ages(listing: PublicListing, speech: Speech) -> str | None:
    low, high = listing.minimum_age, listing.maximum_age
    if low is None and high is None:
        return None
    if low is None:
        form, values = "{age}歳まで", {"age": high}
    elif high is None:
        form, values = "{age}歳以上", {"age": low}
    else:
        form, values = "{low}〜{high}歳", {"low": low, "high": high}
    is_said = listing.eligibility_text and form.format(**values) in listing.eligibility_text
    return None if is_said else speech.say(form, **values)


def _says_more(printed: str, words: str) -> bool:
    return "".join(printed.split()) != "".join(words.split())
