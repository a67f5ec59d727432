"""Files for staff to take away: what anyone may see, an imported list in its own shape, the blank form for groups."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from directory import accounts
from directory.database import writing
from directory.errors import InputWrong
from directory.stewardship.own_lists import OwnList, own_lists
from directory.store import reading
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """A format by what staff call it, and what it is good for."""

    name: str
    use: str
    suffix: str
    mimetype: str = "text/csv"


FORMATS: Mapping[str, Format] = {
    "xlsx": Format("Excel", "見る・直す・刷る。直したものは、また取り込めます。", "xlsx", WORKBOOK),
    "csv": Format("CSV（UTF-8）", "ほかのソフトに渡す。", "csv"),
    "csv-cp932": Format("CSV（Shift_JIS）", "UTF-8 を読めない古いソフトに渡す。", "csv"),
    "ods": Format("自治体標準オープンデータセット", "公共施設一覧の形で公開する。", "csv"),
    "ods-old": Format("推奨データセット（以前の形）", "以前の形で公開している市町村に。", "csv"),
    "geojson": Format("GeoJSON", "地図のソフトに渡す。", "geojson", "application/geo+json"),
    "ics": Format("iCalendar", "カレンダーに読み込む。", "ics", "text/calendar"),
}


@dataclass(frozen=True, slots=True)
class ExportsPage:
    """`checked`: the format whose notes on what it cannot hold were asked for."""

    formats: Mapping[str, Format]
    lists: tuple[OwnList, ...]
    checked: str | None
    notes: tuple[str, ...]


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/export")
    @door.require("staff")
    def exports() -> Response:
        checked = request.args.get("check", "")
        checked = checked if checked in FORMATS else ""
        with reading(parts.engine) as session:
            lists = tuple(own_lists(session))
        notes = parts.give.public(checked).notes if checked else ()
        return page_answer("staff/exports.html", ExportsPage(FORMATS, lists, checked or None, notes))

    @views.post("/export")
    @door.require("staff")
    def export() -> Response:
        name = request.form.get("format", "")
        if name not in FORMATS:
            raise InputWrong("書き出す形を選んでください。")
        data = parts.give.public(name).data
        _record("export", name, "")
        return _file(data, f"名簿-{parts.today().isoformat()}.{FORMATS[name].suffix}", FORMATS[name].mimetype)

    @views.post("/export/list")
    @door.require("staff")
    def export_list() -> Response:
        name = request.form.get("list", "")
        with reading(parts.engine) as session:
            data = parts.give.own_list(session, name)
        _record("export_list", "xlsx", name)
        return _file(data, f"{name}.xlsx", WORKBOOK)

    @views.post("/export/form")
    @door.require("staff")
    def export_form() -> Response:
        _record("export_form", "xlsx", "")
        return _file(parts.give.blank_form(), "登録用紙.xlsx", WORKBOOK)

    def _record(action: str, detail: str, target: str) -> None:
        with writing(parts.engine) as session:
            accounts.record(session, signing.name_of(door), action, target=target or None, detail=detail)


def _file(data: bytes, name: str, mimetype: str) -> Response:
    return send_file(io.BytesIO(data), mimetype=mimetype, as_attachment=True, download_name=name, max_age=0)
