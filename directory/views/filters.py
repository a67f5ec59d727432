"""The filters of a list of listings: read from the address (`q`, `type`, `district` …), written back into links."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from directory.calendar.opening import SPANS, UNDATED
from directory.search.request import SearchRequest
from directory.views.pages import Chip
from directory.vocabulary import Vocabulary

DAYS = {"MO": "月", "TU": "火", "WE": "水", "TH": "木", "FR": "金", "SA": "土", "SU": "日"}
OPEN = {"today": "今日ひらく", "week": "7日以内にひらく", UNDATED: "日時がまだ分からない"}
SPANS_ASKED = tuple((span, OPEN[span]) for span in SPANS)
LONGEST_WORDS = 200
LAST_PAGE = 100_000
MOST_VALUES = 50  # of one filter: more than there are to choose from


@dataclass(frozen=True, slots=True)
class Names:
    """What filters are called. `zones`: names by id; `districts`: the 地区 in their order.

    `fold_town` makes spellings of a town one.
    """

    vocabulary: Vocabulary
    zones: Mapping[str, str]
    fold_town: Callable[[str], str]
    districts: tuple[str, ...] = ()

    def term(self, scheme: str, text: str) -> str:
        """The identifier of a term given by identifier, label or synonym; the text itself where it is unknown."""
        if self.vocabulary.term(scheme, text):
            return text
        found = self.vocabulary.resolve(text, (scheme,))
        return found[0].id if found else text

    def zone(self, text: str) -> str:
        return next((id for id, name in self.zones.items() if text in (id, name)), text)

    def town(self, text: str, towns: Iterable[str]) -> str:
        wanted = self.fold_town(text)
        return next((town for town in towns if self.fold_town(town) == wanted), text)


def read(args: MultiDict[str, str], names: Names, towns: Iterable[str], size: int) -> SearchRequest:
    """A request out of an address's query. What is unknown stays and finds nothing; a broken page number is page 1.

    A day that is none is left out: it could not be shown, and so not be taken back. 「今日」 may also be said as a day.
    """
    page = args.get("page", "")
    said = (*args.getlist("open"), *args.getlist("day"))
    town = _printable(args.get("town", ""))[:LONGEST_WORDS]
    return SearchRequest(
        words=_printable(args.get("q", ""))[:LONGEST_WORDS],
        types=_each(args, "type", lambda text: names.term("type", text)),
        areas=_each(args, "area", names.zone),
        targets=_each(args, "target", lambda text: names.term("target", text)),
        days=tuple(day for day in _each(args, "day", _day) if day in DAYS),
        open=tuple(span for span in OPEN if span in said)[:1],
        town=names.town(town, towns) if town else None,
        district=_printable(args.get("district", ""))[:LONGEST_WORDS].removesuffix("地区") or None,
        page=min(int(page[:9]), LAST_PAGE) if page.isascii() and page.isdigit() and int(page[:9]) else 1,
        size=size,
    )


def query_of(request: SearchRequest) -> str:
    """The query that `read` reads back; empty filters and the first page are left out."""
    pairs = [("q", request.words)] if request.words else []
    for name, values in (
        ("type", request.types),
        ("area", request.areas),
        ("target", request.targets),
        ("day", request.days),
        ("open", request.open),
    ):
        pairs += [(name, value) for value in values]
    pairs += [("town", request.town)] if request.town else []
    pairs += [("district", request.district)] if request.district else []
    pairs += [("page", str(request.page))] if request.page > 1 else []
    return urlencode(pairs)


def href(path: str, request: SearchRequest) -> str:
    query = query_of(request)
    return f"{path}?{query}" if query else path


def chips(
    path: str, request: SearchRequest, name: str, counts: Mapping[str, int], label: Callable[[str], str]
) -> tuple[Chip, ...]:
    """A chip for each value of the filter `name` (types, areas, targets, days, open), the most frequent first.

    Days keep their order. A chosen value stays even where it finds nothing, so that it can be undone.
    """
    chosen: tuple[str, ...] = getattr(request, name)
    values = dict.fromkeys((*counts, *chosen))
    known = {"days": list(DAYS), "open": list(OPEN)}.get(name)
    order = known.index if known else lambda value: -counts.get(value, 0)
    return tuple(
        Chip(label(value), href(path, _toggled(request, name, value)), counts.get(value, 0), value in chosen)
        for value in sorted((v for v in values if known is None or v in known), key=order)
    )


def _toggled(request: SearchRequest, name: str, value: str) -> SearchRequest:
    chosen: tuple[str, ...] = getattr(request, name)
    kept = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
    match name:
        case "types":
            return replace(request, page=1, types=kept)
        case "areas":
            return replace(request, page=1, areas=kept)
        case "targets":
            return replace(request, page=1, targets=kept)
        case "open":
            return replace(request, page=1, open=kept[-1:])
        case _:
            return replace(request, page=1, days=kept)


def _printable(text: str) -> str:
    """With a blank for what cannot be shown: control characters, blanks of other widths."""
    return "".join(character if character.isprintable() else " " for character in text).strip()


def _each(args: MultiDict[str, str], name: str, known: Callable[[str], str]) -> tuple[str, ...]:
    given = (value.strip()[:LONGEST_WORDS] for value in args.getlist(name)[:MOST_VALUES])
    return tuple(dict.fromkeys(known(value) for value in given if value))


def _day(text: str) -> str:
    """MO … SU out of a code or 「月」「月曜」「月曜日」."""
    return next((code for code, name in DAYS.items() if text.upper() == code or text[:1] == name), text)
