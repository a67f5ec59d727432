"""From a listing and its venues to what the public may see: the one place where private facts are left behind."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from directory.listing import DayChange, Extent, Listing, Meeting, Telephone, Venue, VenueUse
from directory.profile import Profile
from directory.public_view import PublicListing, PublicVenue
from directory.publishing.privacy import Discretion, NameTable, folded, is_private, telling_names
from directory.readings import in_hiragana, reading_of
from geodata.geocoded import Geocoded
from geodata.zones import Located

TOWN_LEVEL = 3
_CHOME = re.compile("([一二三四五六七八九十]+)丁目")
_DIGITS = {kanji: digit for digit, kanji in enumerate("一二三四五六七八九", 1)}


class Geocoder(Protocol):
    """`geodata.geocoding.Geocoder`, as far as it is used here."""

    def geocode(self, text: str) -> Geocoded: ...


class Zones(Protocol):
    """`geodata.zones.ZoneSet`, as far as it is used here."""

    def locate(self, geocoded: Geocoded) -> Located: ...


class PublicView:
    """Makes the public view of the listings of one state of the catalogue. Each venue is looked up once."""

    def __init__(self, profile: Profile, zones: Zones, geocoder: Geocoder, elsewhere: NameTable) -> None:
        self._profile = profile
        self._zones = zones
        self._geocoder = geocoder
        self._elsewhere = elsewhere
        self._towns: dict[str, Geocoded | None] = {}
        self._shown: dict[str, PublicVenue] = {}

    def of(
        self,
        listing: Listing,
        venues: Mapping[str, Venue],
        change_number: int,
        changes: Sequence[DayChange] = (),
        unsaid: Sequence[Telephone] = (),
    ) -> PublicListing:
        """`listing`: what the public may know of it. `venues`: by id, at least its own. `changes`: what is different in
        days to come. `unsaid`: its telephones that are not public, to be kept out of its texts too.
        """
        own = [venues[use.location_id] for use in listing.venues]
        say = self._discretion(listing, own, changes, unsaid)
        name = say.name(listing.name) or f"（名前は{self._profile.via_council}）"
        shown = tuple(self._venue(venue, use, listing, say) for venue, use in zip(own, listing.venues, strict=True))
        phone = next(iter(listing.phones), None)
        return PublicListing(
            id=listing.id,
            source_id=listing.source_id,
            name=name,
            reading=_reading(listing, name),
            alternate_names=_kept(say, listing.alternate_names),
            types=tuple(word.term for word in listing.words if word.scheme == "type" and word.value),
            status=listing.status,
            status_since=listing.status_since,
            status_reason=say.text(listing.status_reason),
            coming_statuses=tuple(
                one.model_copy(update={"reason": say.text(one.reason)}) for one in listing.coming_statuses
            ),
            changes=tuple(
                change.model_copy(update={"place": say.text(change.place), "reason": say.text(change.reason)})
                for change in changes
            ),
            description=say.text(listing.description),
            organization=say.keep(listing.organization),
            district=say.keep(listing.district),
            zone_ids=tuple(dict.fromkeys(venue.zone_id for venue in shown if venue.zone_id)),
            place=self._in_one_line(shown, say.keep(listing.district)),
            venues=shown,
            meetings=tuple(_meeting(meeting, say) for meeting in listing.meetings),
            words=listing.words,
            minimum_age=listing.minimum_age,
            maximum_age=listing.maximum_age,
            eligibility_text=say.text(listing.eligibility_text),
            fees_text=say.text(listing.fees_text),
            fee_yen_min=listing.fee_yen_min,
            fee_yen_max=listing.fee_yen_max,
            application_text=say.text(listing.application_text),
            capacity=listing.capacity,
            extents=_extents(say, listing.extents, residents_only=False),
            residents_of=_extents(say, listing.extents, residents_only=True),
            website=say.keep(listing.website),
            telephone=phone.number if phone else None,
            telephone_note=say.text(phone.contact_text) if phone else None,
            assured_date=listing.assured_date,
            assured_how=listing.assured_how,
            source_text=say.text(listing.source_text),
            source_as_of=say.keep(listing.source_as_of),
            note=say.text(listing.note_public),
            first_days=tuple(
                one.model_copy(update={"text": text}) for one in listing.first_days if (text := say.text(one.text))
            ),
            change_number=change_number,
        )

    def _discretion(
        self, listing: Listing, own: Sequence[Venue], changes: Sequence[DayChange], unsaid: Sequence[Telephone]
    ) -> Discretion:
        private = [venue for venue in own if is_private(venue)]
        telling = {folded(phone.number) for phone in unsaid} - {folded(phone.number) for phone in listing.phones}
        for venue in private:
            found = self._town(venue)
            towns = [text for text in (found.town, _in_digits(found.town)) if text] if found and found.town else []
            telling |= telling_names(venue, [*towns, *(f"{self._profile.city}{town}" for town in towns)])
        say = Discretion(telling, self._elsewhere, private=bool(private))
        if private:
            return say
        # One look at the whole is cheaper than one at each text; where it tells, each is looked at.
        texts = [listing.model_dump_json(exclude_defaults=True, exclude={"phones"})]
        texts += [venue.model_dump_json(exclude_defaults=True) for venue in own]
        texts += [phone.contact_text for phone in listing.phones if phone.contact_text]
        texts += [text for change in changes for text in (change.place, change.reason) if text]
        return say.spare("\n".join(texts))

    def _venue(self, venue: Venue, use: VenueUse, listing: Listing, say: Discretion) -> PublicVenue:
        if is_private(venue):
            return self._coarse(venue, listing, say)
        if venue.id not in self._shown:
            self._shown[venue.id] = self._fine(venue)
        shown = self._shown[venue.id]
        return replace(
            shown,
            place=say.name(shown.place) or listing.district or self._profile.city,
            label=say.text(use.label),
            reading=say.keep(shown.reading),
            alternate_names=_kept(say, shown.alternate_names),
            address=say.text(shown.address),
            transportation=say.text(shown.transportation),
        )

    def _fine(self, venue: Venue) -> PublicVenue:
        found = self._stated_place(venue)
        level, latitude, longitude = venue.point_level, venue.latitude, venue.longitude
        if (latitude is None or longitude is None) and found:
            level, latitude, longitude = found.level, found.latitude, found.longitude
        placed = latitude is not None and longitude is not None
        town = (found.town if found else None) or venue.town
        return PublicVenue(
            place=venue.name or venue.address_text or town or self._profile.city,
            reading=venue.reading or (reading_of(venue.name) if venue.name else None),
            alternate_names=venue.alternate_names,
            address=venue.address_text,
            town=town,
            zone_id=self._zone_id(found),
            latitude=latitude if placed else None,
            longitude=longitude if placed else None,
            point_level=level if placed else 0,
            setting=venue.setting,
            transportation=venue.transportation,
            words=venue.words,
        )

    def _stated_place(self, venue: Venue) -> Geocoded | None:
        """Where its address says, or its town where that alone is stated; never its name, never a 地区."""
        texts = [
            venue.address_text,
            f"{self._profile.prefecture}{self._profile.city}{venue.town}" if venue.town else None,
        ]
        found = (self._geocoder.geocode(text) for text in texts if text)
        return next((place for place in found if place.status == "matched"), None)

    def _coarse(self, venue: Venue, listing: Listing, say: Discretion) -> PublicVenue:
        """A private place: its 町丁目 from the gazetteer and nothing else. The label stays behind: it names things."""
        found = self._town(venue)
        town = found.town if found and found.town and say.keep(found.town) else None
        where = _in_digits(town) if town else self._wide(say.keep(listing.district))
        at_town = found if town and found and found.latitude is not None and found.longitude is not None else None
        return PublicVenue(
            place=f"{where}・{self._profile.via_council}",
            coarse=True,
            town=town,
            zone_id=self._zone_id(found) if town else None,
            latitude=at_town.latitude if at_town else None,
            longitude=at_town.longitude if at_town else None,
            point_level=min(at_town.level, TOWN_LEVEL) if at_town else 0,
            setting=venue.setting,
            words=venue.words,
        )

    def _town(self, venue: Venue) -> Geocoded | None:
        """The 町丁目 of a private venue, looked up by its name alone, so that no finer point can come with it."""
        if venue.id not in self._towns:
            self._towns[venue.id] = self._look_up_town(venue)
        return self._towns[venue.id]

    def _look_up_town(self, venue: Venue) -> Geocoded | None:
        city = f"{self._profile.prefecture}{self._profile.city}"
        texts = [venue.address_text, venue.name_text, venue.name]
        if venue.town:
            texts = [venue.town if venue.town.startswith(city) else f"{city}{venue.town}", *texts]
        for text in filter(None, texts):
            found = self._geocoder.geocode(text)
            if found.status != "matched" or found.method not in ("address", "postcode") or not found.town:
                continue
            town = self._geocoder.geocode(f"{found.prefecture or ''}{found.city or ''}{found.town}")
            if town.status == "matched" and town.town and town.level <= TOWN_LEVEL:
                return town
        return None

    def _zone_id(self, found: Geocoded | None) -> str | None:
        """The 圏域 where it is certain; several candidates are not decided."""
        located = self._zones.locate(found) if found else None
        return located.zone.id if located and located.status == "assigned" and located.zone else None

    def _in_one_line(self, venues: Iterable[PublicVenue], district: str | None) -> str:
        places = dict.fromkeys(venue.place for venue in venues)
        if places:
            return "、".join(places)
        return self._wide(district)

    def _wide(self, district: str | None) -> str:
        word = self._profile.district_word
        return f"{district.removesuffix(word)}{word}" if district else self._profile.city


def _reading(listing: Listing, name: str) -> str:
    """The stated reading where it is the reading of the name that is shown."""
    stated = listing.reading if name == listing.name else None
    return in_hiragana(stated) if stated else reading_of(name)


def _meeting(meeting: Meeting, say: Discretion) -> Meeting:
    text = say.text(meeting.text) or ""
    return meeting if text == meeting.text else meeting.model_copy(update={"text": text})


def _kept(say: Discretion, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if say.keep(name))


def _extents(say: Discretion, extents: Iterable[Extent], *, residents_only: bool) -> tuple[str, ...]:
    return _kept(say, (extent.extent for extent in extents if extent.residents_only is residents_only))


def _in_digits(town: str) -> str:
    """逗子七丁目 → 逗子7丁目, as people write it."""

    def digits(match: re.Match[str]) -> str:
        tens, ten, ones = match[1].rpartition("十")
        value = (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
        return f"{value}丁目"

    return _CHOME.sub(digits, town)
