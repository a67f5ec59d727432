"""`/desk`: which desk is in charge of an address. The address comes by POST, stands in no log and is kept nowhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint, Response, request

from directory.views.areas import LayerAreas, Zone
from directory.views.display import say
from directory.views.pages import page_answer

LONGEST_ADDRESS = 200


class Emergency(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def note(self) -> str | None: ...


class Located(Protocol):
    """What `geodata.zones.Located` offers here."""

    @property
    def status(self) -> str: ...
    @property
    def because(self) -> str: ...
    @property
    def ask(self) -> str | None: ...
    @property
    def zone(self) -> Zone | None: ...
    @property
    def candidates(self) -> Sequence[Zone]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`desk_of` finds the 圏域 of an address in words; `layers_at` its 小学校区, 自治会連合 or those it may lie in."""

    desk_of: Callable[[str], Located]
    zones: tuple[Zone, ...]
    emergency: tuple[Emergency, ...]
    municipality: str
    layers_at: Callable[[str], Sequence[LayerAreas]] = lambda address: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    address: str
    answer: Located | None
    error: str | None
    zones: tuple[Zone, ...]
    emergency: tuple[Emergency, ...]
    municipality: str
    layers: Sequence[LayerAreas] = ()


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("desk", __name__)

    @views.get("/desk")
    def ask() -> Response:
        return page_answer("public/desk.html", _page(parts))

    @views.post("/desk")
    def find() -> Response:
        address = request.form.get("address", "").strip()
        if len(address) > LONGEST_ADDRESS:
            error = say("長すぎます（{n}字まで）。", n=LONGEST_ADDRESS)
            return page_answer("public/desk.html", _page(parts, address, error=error), 422)
        if not address:
            error = say("住所を入れてください（町の名前からでかまいません）。")
            return page_answer("public/desk.html", _page(parts, error=error), 422)
        return page_answer("public/desk.html", _page(parts, address, parts.desk_of(address)))

    return views


def _page(parts: Parts, address: str = "", answer: Located | None = None, error: str | None = None) -> DeskPage:
    return DeskPage(
        address=address,
        answer=answer,
        error=error,
        zones=parts.zones,
        emergency=parts.emergency,
        municipality=parts.municipality,
        layers=parts.layers_at(address) if answer is not None and answer.status in ("assigned", "ambiguous") else (),
    )
