"""ずし市, よこはま市中区, しぶや区: municipalities by the readings that the table gives of them."""

from collections.abc import Iterable, Iterator

from geodata.characters import key
from geodata.gazetteer.towns import Municipality

_CITY, _WARD = "シ", "ク"
_SHORTEST = 2


def names_in_kana(municipalities: Iterable[Municipality]) -> Iterator[tuple[str, Municipality]]:
    """Folded names of 市 and 区 with their stem in kana; a 町 or 村 in kana is more often a town of that name."""
    wards: dict[str, list[Municipality]] = {}
    for municipality in municipalities:
        city, kana = municipality.city, municipality.kana
        if not kana:
            continue
        if city.endswith("区") and "市" in city[1:]:
            wards.setdefault(city[: city.index("市", 1) + 1], []).append(municipality)
        elif city.endswith("市"):
            yield from _with(kana.removesuffix(_CITY), "市", municipality)
        elif city.endswith("区"):
            yield from _with(kana.removesuffix(_WARD), "区", municipality)
    for city, of_city in wards.items():
        yield from _wards(city, of_city)


def _wards(city: str, wards: list[Municipality]) -> Iterator[tuple[str, Municipality]]:
    """What the readings of a city's wards have in common is the city's: ヒロシマシ of ヒロシマシナカク and others."""
    shared = _common_beginning([ward.kana for ward in wards])
    stem = shared[: shared.rfind(_CITY)]
    if len(wards) < _SHORTEST or len(stem) < _SHORTEST:
        return
    for ward in wards:
        of_ward = ward.kana[len(stem) + 1 :].removesuffix(_WARD)
        for name in (f"{stem}市", f"{stem}市{ward.city.removeprefix(city)}", f"{stem}市{of_ward}区"):
            yield key(name), ward
        yield key(f"{city}{of_ward}区"), ward


def _common_beginning(readings: list[str]) -> str:
    first, last = min(readings), max(readings)
    same = (number for number, letter in enumerate(first) if last[number : number + 1] != letter)
    return first[: next(same, len(first))]


def _with(stem: str, kind: str, municipality: Municipality) -> Iterator[tuple[str, Municipality]]:
    if len(stem) >= _SHORTEST:
        yield key(stem + kind), municipality
