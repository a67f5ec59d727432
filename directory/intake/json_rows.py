"""JSON: a list of records, a list inside an object, or one record a line; GeoJSON."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from directory.errors import InputWrong
from directory.intake.grid import Grid

_DEEPEST = 3


def read(path: Path, text: str) -> tuple[Grid, ...]:
    """A grid for each list of records; its first row holds their keys. Raises InputWrong when it is no JSON."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        content = _lines(text)
        if content is None:
            raise InputWrong(f"{path.name} の{error.lineno}行目が JSON として読めません。") from error
    except RecursionError as error:
        raise InputWrong(f"{path.name} の入れ子が深すぎます。") from error
    found = list(_lists(path.stem, content))
    if not found:
        raise InputWrong(f"{path.name} に、記録の一覧が見つかりません。")
    return tuple(_grid(name, records) for name, records in found)


def _lines(text: str) -> list[Any] | None:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (json.JSONDecodeError, RecursionError):
        return None


def _lists(name: str, content: Any) -> Iterable[tuple[str, list[Any]]]:
    if isinstance(content, list):
        yield name, content
    elif isinstance(content, dict):
        inside = [(key, value) for key, value in content.items() if isinstance(value, list) and _are_records(value)]
        yield from inside or [(name, [content])]


def _are_records(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, dict) for value in values)


def _grid(name: str, records: list[Any]) -> Grid:
    flat = [dict(_flat(_feature(record))) if isinstance(record, dict) else {"": _text(record)} for record in records]
    keys = dict.fromkeys(key for record in flat for key in record)
    return Grid(name=name, rows=[list(keys), *([record.get(key, "") for key in keys] for record in flat)], keyed=True)


def _feature(record: dict[str, Any]) -> dict[str, Any]:
    """The properties of a GeoJSON feature with its point; any other record as it is."""
    properties, geometry = record.get("properties"), record.get("geometry")
    if record.get("type") != "Feature" or not isinstance(properties, dict):
        return record
    place = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if isinstance(place, list) and len(place) >= 2:
        return {**properties, "longitude": place[0], "latitude": place[1]}
    return properties


def _flat(record: dict[str, Any], path: str = "", depth: int = 0) -> Iterable[tuple[str, str]]:
    """Every value by its path: 「venue.name」."""
    for key, value in record.items():
        if isinstance(value, dict) and value and depth < _DEEPEST:
            yield from _flat(value, f"{path}{key}.", depth + 1)
        else:
            yield f"{path}{key}", _text(value)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case list() if not any(isinstance(one, dict | list) for one in value):
            return "、".join(_text(one) for one in value)
        case _:
            return json.dumps(value, ensure_ascii=False)
