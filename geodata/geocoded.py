"""The answer of the geocoder: the contract's `geocode` object as a value."""

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["matched", "ambiguous", "unmatched"]
Method = Literal["address", "postcode", "facility", "district"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Geocoded:
    """`level`: 0 nothing | 1 prefecture | 2 city | 3 town | 7 block | 8 house or parcel: the fineness of the point.

    `latitude`/`longitude` are JGD2011 degrees. `rest` is what was not read, as given; `after` what of it stands after
    the address, with the marks between. `is_lot`: True where the number is a 番地 (地番), False where it is a 番 of
    住居表示, None where the text does not say. `town_is_whole`: the town has 丁目 and none was said. `place` is the
    name by which a facility or district was found, or the reading by which a town was; `city_in_kana` the city as
    written, where that was in kana.
    """

    input: str
    status: Status = "unmatched"
    prefecture: str | None = None
    city: str | None = None
    city_code: str | None = None
    town: str | None = None
    koaza: str | None = None
    street: str | None = None
    town_id: str | None = None
    block: str | None = None
    number: str | None = None
    rest: str = ""
    level: int = 0
    latitude: float | None = None
    longitude: float | None = None
    method: Method | None = None
    candidates: tuple["Geocoded", ...] = field(default=())
    error: str | None = None
    postcode: str | None = None
    is_lot: bool | None = None
    town_is_whole: bool = False
    place: str | None = None
    city_in_kana: str | None = None
    after: str = ""

    def as_line(self) -> dict[str, object]:
        return {
            "input": self.input,
            "status": self.status,
            "prefecture": self.prefecture,
            "city": self.city,
            "city_code": self.city_code,
            "town": self.town,
            "koaza": self.koaza,
            "street": self.street,
            "town_id": self.town_id,
            "block": self.block,
            "number": self.number,
            "rest": self.rest,
            "level": self.level,
            "lat": self.latitude,
            "lon": self.longitude,
            "method": self.method,
            "candidates": [candidate.as_line() for candidate in self.candidates],
            "error": self.error,
            "postcode": self.postcode,
        }
