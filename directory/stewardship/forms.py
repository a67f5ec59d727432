"""What staff type into the forms of a listing and a venue, read back into `Listing` and `Venue`.

A form never loses what was typed: `typed` gives every field back as it stood, errors stand beside their fields.
Fields that a form does not show keep their value.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from directory.listing import Listing, Meeting, Reach, Scheme, Venue, Word
from directory.stewardship.changes import AUDIENCES, CHANNELS, LABELS, PRIVACIES, SETTINGS, STATUSES
from directory.vocabulary import Vocabulary

T = TypeVar("T", Listing, Venue)
Typed = Mapping[str, Sequence[str]]
TEXTS = (
    *(
        "name",
        "reading",
        "description",
        "organization",
        "status_reason",
        "municipality",
        "district",
        "eligibility_text",
        "fees_text",
    ),
    *("application_text", "website", "source_text", "source_as_of", "publication_basis"),
    *("note_public", "note_supporter", "note_office"),
)
NUMBERS = ("minimum_age", "maximum_age", "fee_yen_min", "fee_yen_max", "capacity")
VENUE_TEXTS = ("name", "reading", "address_text", "town", "transportation", "note")
CHECKED: tuple[Scheme, ...] = ("type", "target", "content", "need", "role", "ability", "language")
THREE_VALUED: tuple[Scheme, ...] = ("access", "first_visit")
SPARE_ROWS = 1
_VALUE = {"yes": True, "no": False}


@dataclass(slots=True)
class Form:
    """Values by field name as typed, rows of repeated parts, and errors by field name."""

    typed: Typed
    errors: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """As typed, its lines ending in \\n: a browser sends CR LF, whatever it was given."""
        return "\n".join((self.typed.get(name) or [""])[0].splitlines()).strip()

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(self.typed.get(name) or ())

    def rows(self, part: str) -> tuple[int, ...]:
        """The numbers of the rows of a repeated part (`meeting-0-text` …), as far as they were sent."""
        found = {int(m[1]) for name in self.typed if (m := re.fullmatch(rf"{part}-(\d{{1,3}})-\w+", name))}
        return tuple(sorted(found))

    def number(self, name: str) -> int | None:
        """A whole number typed in any width; an error where it is none."""
        text = unicodedata.normalize("NFKC", self.value(name)).replace(",", "").removesuffix("円").removesuffix("歳")
        if text and not re.fullmatch("[0-9]{1,7}", text):
            self.errors[name] = f"{LABELS.get(name, '数')}は数字で入れてください。"
            return None
        return int(text) if text else None

    def decimal(self, name: str) -> float | None:
        text = unicodedata.normalize("NFKC", self.value(name))
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            self.errors[name] = f"{LABELS[name]}は 35.2951 のような数字で入れてください。"
            return None

    def day(self, name: str) -> date | None:
        text = unicodedata.normalize("NFKC", self.value(name))
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.errors[name] = "日付は 2026-08-01 のように入れてください。"
            return None

    def summary(self) -> tuple[tuple[str, str], ...]:
        return tuple((f"f-{name}", text) for name, text in self.errors.items())


def listing_form(listing: Listing) -> Form:
    """The form as it stands when a listing is opened."""
    typed: dict[str, list[str]] = {name: [_shown(getattr(listing, name))] for name in (*TEXTS, *NUMBERS)}
    typed["alternate_names"] = ["\n".join(listing.alternate_names)]
    typed["status"] = [listing.status]
    typed["status_since"] = [_shown(listing.status_since)]
    for n, coming in enumerate(listing.coming_statuses):
        typed |= {
            f"coming-{n}-status": [coming.status],
            f"coming-{n}-since": [_shown(coming.since)],
            f"coming-{n}-reason": [coming.reason or ""],
        }
    typed["visible"] = ["yes"] if listing.visible else []
    for scheme in CHECKED:
        typed[scheme] = [word.term for word in listing.words if word.scheme == scheme and word.value]
    typed |= _three_valued(listing.words)
    typed |= {f"first_day-{one.term}": [one.text] for one in listing.first_days}
    typed |= {f"reach-{name}": [_shown(getattr(listing.reach, name))] for name in Reach.model_fields}
    for n, use in enumerate(listing.venues):
        typed |= {f"venue-{n}-id": [use.location_id], f"venue-{n}-label": [use.label or ""], f"venue-{n}-keep": ["yes"]}
    for n, meeting in enumerate(listing.meetings):
        typed |= {
            f"meeting-{n}-text": [meeting.text],
            f"meeting-{n}-code": [meeting.frequency_code or ""],
            f"meeting-{n}-venue": ["" if meeting.venue is None else listing.venues[meeting.venue].location_id],
        }
    for n, phone in enumerate(listing.phones):
        typed |= {
            f"phone-{n}-number": [phone.number],
            f"phone-{n}-contact": [phone.contact_text or ""],
            f"phone-{n}-audience": [phone.audience],
        }
    for n, extent in enumerate(listing.extents):
        typed[f"extent-{n}-name"] = [extent.extent]
        typed[f"extent-{n}-residents"] = ["yes"] if extent.residents_only else []
    return Form(typed)


def read_listing(
    form: Form, old: Listing, vocabulary: Vocabulary, read_schedule: Callable[[str, str | None], Meeting], today: date
) -> Listing | None:
    """`old` with what was typed; None where `form.errors` says what is wrong.

    `read_schedule` makes a meeting of a text and a frequency code. Words that stay keep their basis; new ones are
    `stated` as of `today`.
    """
    values: dict[str, Any] = old.model_dump()
    values |= {name: form.value(name) or None for name in TEXTS}
    values |= {name: form.number(name) for name in NUMBERS}
    values["alternate_names"] = tuple(
        line.strip() for line in form.value("alternate_names").splitlines() if line.strip()
    )
    values["status"] = status = form.value("status") or "unknown"
    since = form.day("status_since")
    # A day belongs to the status that it was said of.
    values["status_since"] = today if status != old.status and since == old.status_since else since
    values["coming_statuses"] = _coming(form)
    values["visible"] = form.value("visible") == "yes"
    values["words"] = _words(form, old.words, vocabulary, today)
    values["venues"] = venues = _venues(form)
    places = [venue["location_id"] for venue in venues]
    values["meetings"] = tuple(
        read_schedule(text, form.value(f"meeting-{n}-code") or None).model_copy(
            update={"venue": places.index(place) if (place := form.value(f"meeting-{n}-venue")) in places else None}
        )
        for n in form.rows("meeting")
        if (text := form.value(f"meeting-{n}-text"))
    )
    values["phones"] = _phones(form)
    values["first_days"] = _first_days(form, old, vocabulary)
    shown = [name for name in Reach.model_fields if f"reach-{name}" in form.typed]
    values["reach"] |= {name: form.value(f"reach-{name}") or None for name in shown}
    values["extents"] = tuple(
        {"extent": name, "residents_only": form.value(f"extent-{n}-residents") == "yes"}
        for n in form.rows("extent")
        if (name := form.value(f"extent-{n}-name"))
    )
    if not values["name"]:
        form.errors["name"] = "名前を入れてください。"
    _check_order(form, values, "minimum_age", "maximum_age")
    _check_order(form, values, "fee_yen_min", "fee_yen_max")
    return _validated(form, Listing, values)


def venue_form(venue: Venue) -> Form:
    typed: dict[str, list[str]] = {
        name: [_shown(getattr(venue, name))] for name in (*VENUE_TEXTS, "latitude", "longitude", "privacy", "setting")
    }
    typed["alternate_names"] = ["\n".join(venue.alternate_names)]
    return Form(typed | _three_valued(venue.words))


def read_venue(form: Form, old: Venue, vocabulary: Vocabulary, today: date) -> Venue | None:
    """`old` with what was typed; None where `form.errors` says what is wrong."""
    values: dict[str, Any] = old.model_dump()
    values |= {name: form.value(name) or None for name in VENUE_TEXTS}
    values["alternate_names"] = tuple(
        line.strip() for line in form.value("alternate_names").splitlines() if line.strip()
    )
    values["privacy"] = form.value("privacy") or "open"
    values["setting"] = form.value("setting") or None
    values |= {name: form.decimal(name) for name in ("latitude", "longitude")}
    if (values["latitude"] is None) != (values["longitude"] is None):
        form.errors.setdefault("longitude", "緯度と経度は、両方入れるか、両方空にしてください。")
    if (values["latitude"], values["longitude"]) != (old.latitude, old.longitude):
        by_hand = values["latitude"] is not None
        values |= {"point_level": 8 if by_hand else 0, "point_method": "hand" if by_hand else None}
    values["words"] = _words(form, old.words, vocabulary, today)
    return _validated(form, Venue, values)


def _words(form: Form, old: Sequence[Word], vocabulary: Vocabulary, today: date) -> tuple[Word, ...]:
    said: dict[tuple[Scheme, str], bool] = {}
    shown: set[tuple[str, str]] = set()
    for scheme in CHECKED:
        shown |= {(scheme, term.id) for term in vocabulary.terms(scheme)} if f"has-{scheme}" in form.typed else set()
        said |= {(scheme, term): True for term in form.values(scheme)}
    for scheme in THREE_VALUED:
        for term in vocabulary.terms(scheme):
            if (name := f"{scheme}-{term.id}") in form.typed:
                shown.add((scheme, term.id))
                if (value := _VALUE.get(form.value(name))) is not None:
                    said[scheme, term.id] = value
    kept = [word for word in old if _stays(word, said, shown)]
    known = {(word.scheme, word.term) for word in kept}
    new = [Word(scheme=s, term=t, value=v, as_of=today) for (s, t), v in said.items() if (s, t) not in known]
    return (*kept, *(word for word in new if (word.scheme, word.term) in shown))


def _stays(word: Word, said: Mapping[tuple[Scheme, str], bool], shown: set[tuple[str, str]]) -> bool:
    """A word that the form does not show, or that it still says; 「ない」 of a plain checkbox is left unless ticked."""
    key = (word.scheme, word.term)
    if key not in shown:
        return True
    if word.scheme in CHECKED and not word.value:
        return key not in said
    return said.get(key) == word.value


def _coming(form: Form) -> tuple[dict[str, Any], ...]:
    coming = []
    for n in form.rows("coming"):
        status, since = form.value(f"coming-{n}-status"), form.day(f"coming-{n}-since")
        if not status and since is None:
            continue
        if not status:
            form.errors[f"coming-{n}-status"] = "その日からどうなるかを選んでください。"
        elif since is None:
            form.errors.setdefault(f"coming-{n}-since", "いつからかを入れてください。")
        else:
            coming.append({"status": status, "since": since, "reason": form.value(f"coming-{n}-reason") or None})
    return tuple(coming)


def _venues(form: Form) -> tuple[dict[str, Any], ...]:
    used: dict[str, dict[str, Any]] = {}
    for n in form.rows("venue"):
        venue_id = form.value(f"venue-{n}-id")
        if venue_id and form.value(f"venue-{n}-keep") == "yes":
            used.setdefault(venue_id, {"location_id": venue_id, "label": form.value(f"venue-{n}-label") or None})
    return tuple(used.values())


def _phones(form: Form) -> tuple[dict[str, Any], ...]:
    phones = []
    for n in form.rows("phone"):
        number = unicodedata.normalize("NFKC", form.value(f"phone-{n}-number"))
        if not number:
            continue
        if not re.fullmatch(r"[0-9()+\- ]{6,20}", number):
            form.errors[f"phone-{n}-number"] = "電話番号は 046-873-8011 のように、数字とハイフンで入れてください。"
        phones.append(
            {
                "number": number,
                "contact_text": form.value(f"phone-{n}-contact") or None,
                "audience": form.value(f"phone-{n}-audience") or "office",
            }
        )
    return tuple(phones)


def _first_days(form: Form, old: Listing, vocabulary: Vocabulary) -> tuple[dict[str, Any], ...]:
    """Words beside the facts of はじめての日; those that the form does not show stay."""
    shown = [term.id for term in vocabulary.terms("first_visit") if f"first_day-{term.id}" in form.typed]
    typed = [{"term": term, "text": text} for term in shown if (text := form.value(f"first_day-{term}"))]
    return (*(one.model_dump() for one in old.first_days if one.term not in shown), *typed)


def _check_order(form: Form, values: Mapping[str, Any], low: str, high: str) -> None:
    if values[low] is not None and values[high] is not None and values[low] > values[high]:
        form.errors[high] = f"{LABELS[low]}より大きい数にしてください。"


def _validated(form: Form, model: type[T], values: Mapping[str, Any]) -> T | None:
    try:
        made = model.model_validate(values)
    except ValidationError as error:
        for problem in error.errors():
            name = str(problem["loc"][0])
            form.errors.setdefault(name, f"{LABELS.get(name, name)}を確かめてください。")
        return None
    return None if form.errors else made


def _three_valued(words: Sequence[Word]) -> dict[str, list[str]]:
    return {f"{w.scheme}-{w.term}": ["yes" if w.value else "no"] for w in words if w.scheme in THREE_VALUED}


def _shown(value: object) -> str:
    return "" if value is None else str(value)


CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "status": tuple(STATUSES.items()),
    "coming": (("", "（なし）"), ("paused", "休止"), ("active", "再開・活動中"), ("ended", "終了")),
    "audience": tuple(AUDIENCES.items()),
    "channel": (("", "決まっていない"), *CHANNELS.items()),
    "privacy": tuple(PRIVACIES.items()),
    "setting": (("", "不明"), *SETTINGS.items()),
}
