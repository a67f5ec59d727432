"""JSON: a list of records, a list inside an object, or one record a line."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from directory.errors import InputWrong
from directory.intake.grid import Grid


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
    keys: dict[str, None] = {}
    for record in records:
        keys.update(dict.fromkeys(record if isinstance(record, dict) else ()))
    rows = [list(keys)]
    for record in records:
        rows.append([_text(record.get(key)) for key in keys] if isinstance(record, dict) else [_text(record)])
    return Grid(name=name, rows=rows, keyed=True)


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
        case dict() if not any(isinstance(one, dict | list) for one in value.values()):
            return " ".join(_text(one) for one in value.values() if one is not None)
        case _:
            return json.dumps(value, ensure_ascii=False)
