"""Whom to call about a listing, and what to say: the calls that would make a catalogue fit to open."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.freshness import unknown_facts
from directory.profile import Profile
from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from geodata.zones import Desk, ZoneSet

OWN_NUMBER = "この会の電話です"


@dataclass(frozen=True, slots=True)
class ToCall:
    """Whom to call about a listing. `number` None: nobody's is known. `note` says whose number it is, or why theirs."""

    who: str
    number: str | None
    sentence: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Calls:
    """All calls to one number: each listing with what to say about it."""

    who: str
    number: str | None
    listings: tuple[tuple[PublicListing, str], ...]


class CallList:
    """Knows the desks of a municipality: a listing's own number comes first, then a desk in charge, then 社協."""

    def __init__(self, profile: Profile, zones: ZoneSet) -> None:
        self._council = profile.council
        self._vocabulary = profile.vocabulary
        self._by_zone = {zone.id: zone.desk for zone in zones.zones}
        self._by_district = {
            district.name: located.zone.desk
            for district in profile.districts
            for located in [zones.locate_text(f"{profile.prefecture}{profile.city}{district.name}")]
            if located.status == "assigned" and located.zone
        }

    @property
    def council_words(self) -> str:
        """The 社協 with its telephone, where it is known."""
        council = self._council
        phone = f"　電話 {council.phone}" if council.phone else ""
        return f"{council.volunteer_centre or council.name}{phone}"

    def whom(self, listing: PublicListing) -> ToCall:
        sentence = call_sentence(listing, self._vocabulary)
        if listing.telephone:
            return ToCall(listing.name, listing.telephone, sentence, listing.telephone_note or OWN_NUMBER)
        desk, note = self._desk(listing)
        if desk:
            return ToCall(desk.name, desk.phone, sentence, note)
        council = self._council
        unknown = None if council.phone else "電話番号は、市や社協の案内でお確かめください"
        return ToCall(council.volunteer_centre or council.name, council.phone, sentence, unknown)

    def _desk(self, listing: PublicListing) -> tuple[Desk | None, str]:
        """The desk of the one area, or of the 地区 where it lies in one area as a whole: whom to ask, not an area."""
        if len(listing.zone_ids) == 1:
            return self._by_zone.get(listing.zone_ids[0]), "この場所を担当する窓口です"
        if listing.zone_ids or listing.district is None:
            return None, ""
        return self._by_district.get(listing.district), f"{listing.district}地区を担当する窓口です"

    def calls(self, listings: Sequence[PublicListing]) -> tuple[Calls, ...]:
        """Calls grouped by whom to call: known numbers first, most listings first; within a group by reading."""
        groups: dict[tuple[str, str | None], list[tuple[PublicListing, str]]] = {}
        for listing in sorted(listings, key=lambda listing: (listing.reading, listing.id)):
            call = self.whom(listing)
            groups.setdefault((call.who, call.number), []).append((listing, call.sentence))
        ordered = sorted(groups.items(), key=lambda group: (group[0][1] is None, -len(group[1]), group[0][0]))
        return tuple(Calls(who, number, tuple(about)) for (who, number), about in ordered)


def call_sentence(listing: PublicListing, vocabulary: Vocabulary) -> str:
    """What to say on the telephone: the listing's name, and a question for just what is not known of it."""
    asks = [fact.ask for fact in unknown_facts(listing, vocabulary) if fact.id != "telephone"]
    opening = f"「つなぎ帖」に載っている『{listing.name}』のことでお尋ねします。"
    if not asks:
        return f"{opening}載っている日時や場所に、変わりはありませんか。"
    return f"{opening}{'、'.join(asks)}を教えていただけますか。"
