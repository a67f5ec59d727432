"""`/desk`: which desk is in charge of an address. The address comes by POST, stands in no log and is kept nowhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Blueprint, Response, request

from directory.views.areas import Zone
from directory.views.pages import page_answer

LONGEST_ADDRESS = 200


class Emergency(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def note(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`desk_of` gives the public `area` line of an address (docs: the contract of `tsunagi area`)."""

    desk_of: Callable[[str], Mapping[str, Any]]
    zones: tuple[Zone, ...]
    emergency: tuple[Emergency, ...]
    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`zones`: the one in charge, or where too little was said those that it may be."""

    status: str
    because: str
    ask: str | None
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    address: str
    answer: Answer | None
    error: str | None
    zones: tuple[Zone, ...]
    emergency: tuple[Emergency, ...]
    municipality: str


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("desk", __name__)

    @views.get("/desk")
    def ask() -> Response:
        return page_answer("public/desk.html", _page(parts))

    @views.post("/desk")
    def find() -> Response:
        address = request.form.get("address", "").strip()[:LONGEST_ADDRESS]
        if not address:
            error = "住所を入れてください（町の名前からでかまいません）。"
            return page_answer("public/desk.html", _page(parts, error=error), 422)
        return page_answer("public/desk.html", _page(parts, address, _answer(parts, parts.desk_of(address))))

    return views


def _answer(parts: Parts, line: Mapping[str, Any]) -> Answer:
    named = [line["area"]] if line["area"] else line["candidates"]
    ids = [area["id"] for area in named]
    return Answer(
        status=line["status"],
        because=line["because"] or "",
        ask=line["ask"],
        zones=tuple(zone for zone in parts.zones if zone.id in ids),
    )


def _page(parts: Parts, address: str = "", answer: Answer | None = None, error: str | None = None) -> DeskPage:
    return DeskPage(
        address=address,
        answer=answer,
        error=error,
        zones=parts.zones,
        emergency=parts.emergency,
        municipality=parts.municipality,
    )
