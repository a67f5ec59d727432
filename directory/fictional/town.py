"""An invented town with every fact filled in: for trying every feature, for screenshots and for load tests.

`generate` is a stream: the same seed gives the same listings byte for byte, a smaller count the first of them, and a
million cost no more memory than ten. What it puts together stands in the profile's words.toml and towns.csv.
"""

import csv
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from directory.errors import InputWrong
from directory.fictional.facts import Facts, Hall, Town, schedule_text
from directory.listing import Extent, Listing, Meeting, Scheme, Status, Telephone, Venue, VenueUse

if TYPE_CHECKING:
    from directory.profile import Profile

FIRST_CONFIRMED, LAST_CONFIRMED = date(2024, 10, 1), date(2026, 10, 31)
AS_OF = "2026-10"
HALLS_AT_FIRST = 20
HALLS_REMEMBERED = 60  # later listings meet in one of the last so many halls, or in a new one
_DESK_NEEDS = ("isolation", "hikikomori", "8050", "carer", "dementia", "care_prevention", "childrearing", "poverty")
_DESK_WORDS: tuple[tuple[Scheme, str], ...] = (
    ("type", "consult_desk"),
    ("content", "consult"),
    ("target", "anyone"),
    ("access", "home_visit"),
    *(("need", need) for need in _DESK_NEEDS),
)
STATUSES: tuple[tuple[Status, int], ...] = (
    ("active", 90),
    ("paused", 5),
    ("ended", 2),
    ("preparing", 2),
    ("unknown", 1),
)
SOURCE = "架空の町の見本"
NOTE = "架空の町の見本です。実在の団体・場所・人とは関係ありません。"


def generate(seed: int, count: int, profile: "Profile") -> Iterator[Listing | Venue]:
    """Yield `count` listings, the desks first, each after the venues that it uses and that were not yielded before."""
    source = _Source.of(profile, seed)
    desks = source.words["desks"][:count]
    return chain(
        chain.from_iterable(source.desk(desk) for desk in desks),
        chain.from_iterable(source.listing(number) for number in range(1, count - len(desks) + 1)),
    )


@dataclass(slots=True)
class _Source:
    """What the stream has drawn so far: its random numbers, the halls it remembers, how often each name was used."""

    profile: "Profile"
    words: dict[str, Any]
    towns: Sequence[Town]
    facts: Facts
    order: Sequence[str]
    halls: list[Hall] = field(default_factory=list)
    venue_count: int = 0
    used: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, profile: "Profile", seed: int) -> "_Source":
        draw = random.Random(seed)  # noqa: S311  # invented data, no secret: it must come out the same each time
        words = tomllib.loads((profile.folder / "words.toml").read_text(encoding="utf-8"))
        if profile.towns_file is None:
            raise InputWrong(f"架空の町には towns.csv が要ります: {profile.folder}")
        with profile.towns_file.open(encoding="utf-8", newline="") as file:
            towns = [Town.of(row, profile) for row in csv.DictReader(file)]
        order = [name for name, kind in words["kinds"].items() for _ in range(kind["weight"])]
        draw.shuffle(order)
        return cls(profile, words, towns, Facts(draw, profile.vocabulary), order)

    def desk(self, desk: dict[str, str]) -> Iterator[Listing | Venue]:
        town = next(town for town in self.towns if town.name == desk["town"])
        venue = self.facts.venue(self.profile, f"venue/{desk['source_id']}", town, desk["name"], desk["reading"])
        yield venue.model_copy(update={"address_text": desk["address"]})
        yield Listing(
            id=self.profile.listing_id(desk["source_id"]),
            source_id=desk["source_id"],
            name=desk["name"],
            reading=desk["reading"],
            description="福祉・介護・子育て・障がい・生活困窮などの総合相談窓口です。",
            status="active",
            district=town.district,
            eligibility_text="どなたでも",
            fees_text="無料",
            fee_yen_min=0,
            fee_yen_max=0,
            application_text="予約不要。電話でも来所でも",
            assured_date=LAST_CONFIRMED,
            assurer="社協職員が電話で確認",
            source_text=SOURCE,
            source_as_of=AS_OF,
            note_public=f"{NOTE}担当は{desk['zone']}です。",
            words=tuple(self.facts.word(scheme, term) for scheme, term in _DESK_WORDS),
            venues=(VenueUse(location_id=venue.id),),
            meetings=(Meeting(text="月〜金曜日 8:30〜17:15（祝日・年末年始を除く）"),),
            phones=(Telephone(number=desk["phone"], audience="public"),),
        )

    def listing(self, number: int) -> Iterator[Listing | Venue]:
        """The venues that are new with the listing, then the listing."""
        halls = list({hall.venue_id: hall for hall in self._halls()}.values())
        for hall in halls:
            if hall.venue is not None:
                yield hall.venue
                hall.venue = None
        yield self._listing(number, self.order[(number - 1) % len(self.order)], halls)

    def _listing(self, number: int, kind_id: str, halls: Sequence[Hall]) -> Listing:
        kind, facts, pick = self.words["kinds"][kind_id], self.facts, self.facts.pick
        district = halls[0].town.district
        name, reading = self._name(kind_id, kind)
        confirmed = facts.day(FIRST_CONFIRMED, LAST_CONFIRMED)
        status = facts.weighted(*STATUSES)
        fees_text, least, most = pick(self.words["fees"][kind["fee"]])
        target, eligibility, (youngest, oldest) = facts.eligibility(kind_id)
        local = facts.form(kind_id) == "visit" or facts.chance(0.05)
        labels = ("前半の回", "後半の回") if len(halls) > 1 else (None,)
        return Listing(
            id=self.profile.listing_id(f"F{number:04}"),
            source_id=f"F{number:04}",
            name=name,
            reading=reading,
            description=kind["line"],
            organization=f"{district}{pick(self.words['organizations'])}（架空）",
            status=status,
            status_reason=pick(self.words["paused"]) if status == "paused" else None,
            district=district,
            minimum_age=youngest,
            maximum_age=oldest,
            eligibility_text=eligibility,
            fees_text=fees_text,
            fee_yen_min=least,
            fee_yen_max=most,
            application_text=pick(self.words["applications"][kind["booking"]]),
            capacity=facts.draw.randrange(6, 41, 2),
            website=f"https://example.com/hoshimi/F{number:04}",
            assured_date=confirmed,
            assurer=pick(self.words["assurers"]),
            source_text=SOURCE,
            source_as_of=AS_OF,
            publication_basis="架空のため同意は要らない",
            note_public=NOTE,
            note_supporter=pick(self.words["supporter_notes"]) if facts.chance(0.4) else None,
            note_office="鍵は社協で預かっている（架空）" if facts.chance(0.2) else None,
            words=facts.words_of(kind_id, kind, target, confirmed.replace(day=1), self.words["languages"]),
            venues=tuple(VenueUse(location_id=h.venue_id, label=text) for h, text in zip(halls, labels, strict=True)),
            meetings=tuple(self._meetings(kind, len(halls))),
            phones=self._phones(number),
            extents=(Extent(extent=district, residents_only=facts.chance(0.5)),) if local else (),
        )

    def _halls(self) -> Iterator[Hall]:
        for _ in range(2 if self.facts.chance(0.12) else 1):
            yield self._hall()

    def _hall(self) -> Hall:
        facts = self.facts
        if len(self.halls) >= HALLS_AT_FIRST and facts.chance(0.6):
            return facts.pick(self.halls)
        self.venue_count += 1
        noun, reading, setting, upstairs = facts.pick(self.words["venues"])
        town = facts.pick(self.towns)
        nature = facts.pick(self.words["nouns"])
        venue = facts.venue(
            self.profile, f"venue/V{self.venue_count}", town, f"{nature}{noun}", f"{nature}{reading}", setting, upstairs
        )
        venue = venue.model_copy(
            update={"transportation": facts.pick(self.words["transport"]).format(town=town.district)}
        )
        hall = Hall(town, venue.id, venue)
        self.halls.append(hall)
        if len(self.halls) > HALLS_REMEMBERED:
            self.halls.pop(0)
        return hall

    def _name(self, kind_id: str, kind: dict[str, Any]) -> tuple[str, str]:
        """Every noun once with every pattern of a type, then again as 第2, 第3 …"""
        turn = self.used.get(kind_id, 0)
        self.used[kind_id] = turn + 1
        nouns, patterns = self.words["nouns"], kind["names"]
        around, at = divmod(turn, len(nouns) * len(patterns))
        noun = nouns[(at * 7 + sum(map(ord, kind_id))) % len(nouns)]
        name, reading = patterns[at // len(nouns)]
        again = f"第{around + 1}" if around else ""
        return again + name.format(noun=noun), (f"だい{around + 1}" if around else "") + reading.format(noun=noun)

    def _meetings(self, kind: dict[str, Any], halls: int) -> Iterator[Meeting]:
        for position in range(halls):
            text = schedule_text(self.facts.draw, self.words["schedules"][self.facts.pick(kind["schedule"])])
            yield Meeting(text=text, venue=position if halls > 1 else None)

    def _phones(self, number: int) -> tuple[Telephone, ...]:
        phone = f"000-{1 + number // 10000:04}-{number % 10000:04}"
        if self.facts.chance(0.8):
            return (Telephone(number=phone, contact_text="代表（平日の昼）", audience="public"),)
        return (Telephone(number=phone, contact_text="世話役の自宅", audience="office"),)
