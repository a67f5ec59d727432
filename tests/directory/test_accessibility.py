"""The statement says what the examination saw, and no more."""

import json
from pathlib import Path

from directory.accessibility import CRITERIA, NOT_MET, UNSEEN, Statement

SEEN = {
    "day": "2026-11-26", "axe": "4.0", "browser": "Chromium 1", "pages": 3, "visits": 6, "media": 0,
    "roles": ["住民"], "sizes": ["390×844"], "wrong": [],
    "criteria": {number: {"passed": 9, "violated": 0, "rules": 2} for number in CRITERIA},
}  # fmt: skip


def statement(folder: Path, **values: object) -> Statement:
    path = folder / "seen.json"
    path.write_text(json.dumps(SEEN | values), encoding="utf-8")
    return Statement.load(path)


def test_conformance_is_claimed_only_where_every_criterion_was_seen_to(tmp_path: Path) -> None:
    assert statement(tmp_path).conformance == "等級 AA に準拠"
    without = {number: seen for number, seen in SEEN["criteria"].items() if number != "2.4.3"}  # type: ignore[attr-defined]
    partly = statement(tmp_path, criteria=without)
    assert partly.conformance == "等級 AA に一部準拠"
    assert [one.number for one in partly.verdicts if one.outcome == UNSEEN] == ["2.4.3"]


def test_what_was_wrong_is_said(tmp_path: Path) -> None:
    criteria = SEEN["criteria"] | {"1.4.3": {"passed": 5, "violated": 2, "rules": 1}}  # type: ignore[operator]
    found = statement(tmp_path, wrong=["/: color-contrast"], criteria=criteria)
    assert found.conformance == "等級 AA に不適合のところがあります"
    assert [one.how for one in found.verdicts if one.outcome == NOT_MET] == ["機械: 2か所"]


def test_a_video_would_have_to_be_looked_at(tmp_path: Path) -> None:
    found = statement(tmp_path, media=1, criteria={})
    assert {one.outcome for one in found.verdicts if one.number.startswith("1.2.")} == {UNSEEN}
