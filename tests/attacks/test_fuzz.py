"""Whatever JSON and whatever parameters come: an answer, and never a bug."""

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.accounts import Role
from tests.attacks.conftest import Site

KEYS = [
    *(
        "age",
        "age_band",
        "needs",
        "interests",
        "roles",
        "place",
        "mobility",
        "access_needs",
        "availability",
        "abilities",
    ),
    *("preferences", "avoid", "stage", "household", "lat", "lon", "mode", "minutes", "aids", "days", "from", "to"),
]
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
    | st.sampled_from(["90+", "75-79", "逗子市沼間5丁目", "walk", "09:00", "25:99", "MO", "🏠", "\0", "-1"])
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)
PEOPLE = st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6) | ANYTHING
FEW = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
PARAMETERS = st.dictionaries(
    st.sampled_from(["q", "type", "area", "target", "day", "open", "town", "district", "page", "x"]),
    st.text(max_size=30) | st.sampled_from(["MO", "today", "tobu", "salon", "-1", "1e9", "%", "'"]),
    max_size=5,
)


@FEW
@given(person=PEOPLE)
def test_any_json_about_a_person_is_answered(site: Site, person: Any) -> None:
    answer = site.client("worker").post("/match", data=json.dumps(person), content_type="application/json")
    assert answer.status_code in (200, 400, 422), answer.get_data(as_text=True)
    assert answer.is_json


@FEW
@given(parameters=PARAMETERS)
def test_any_filters_are_answered(site: Site, parameters: dict[str, str]) -> None:
    encoded = {name: text.encode("utf-8", "surrogatepass") for name, text in parameters.items()}
    assert site.client().get("/resources", query_string=encoded).status_code in (200, 302, 422)


@pytest.mark.parametrize("path", ["/find", "/near", "/desk", "/match"])
@FEW
@given(
    form=st.dictionaries(
        st.sampled_from([*KEYS, "address", "content", "day", "half"]), st.text(max_size=30), max_size=6
    )
)
def test_any_form_is_answered(site: Site, path: str, form: dict[str, str]) -> None:
    assert site.client("worker").post(path, data=form).status_code in (200, 302, 303, 422)


ODD = ("", "\0", "-1", "9" * 400, "1e309", "../../etc/passwd", "%", "'\"<>", "２", "2026-13-45", "🏠" * 50, "NaN")
"""Values where an id, a number, a day or a word is meant."""
BODIES: tuple[dict[str, Any], ...] = (
    {"data": b"\xff\xfe\0" * 50, "content_type": "application/x-www-form-urlencoded"},
    {"data": b"[" * 5000, "content_type": "application/json"},
    {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"},
    {"data": b"<a/>", "content_type": "text/xml; charset=utf-99"},
    {"data": dict(zip((*KEYS, "id", "version", "page", "date"), ODD * 3, strict=False))},
)
QUESTIONS = ("q", "page", "type", "month", "box", "zoom", "id", "since", "day", "by", "place", "date", "sort", "next")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


@pytest.mark.parametrize("role", [None, "admin"])
def test_no_door_breaks_whatever_is_sent_to_it(site: Site, role: Role | None) -> None:
    """Every address with odd ids, by every method, with odd bodies and questions: an answer, and never a bug."""
    broken = []
    for number, rule in enumerate(site.app.url_map.iter_rules()):
        client = site.client(role)  # anew: some door ends sessions
        odd = [ODD[(number + turn) % len(ODD)] for turn in range(3)]
        for turn, method in enumerate(METHODS):
            path = re.sub(r"<[^>]+>", lambda _, word=odd[turn % 3]: quote(word or "x"), rule.rule)
            question = {name: odd[(at + turn) % 3] for at, name in enumerate(QUESTIONS)}
            body = BODIES[(number + turn) % len(BODIES)] if method not in ("GET", "HEAD") else {}
            answer = client.open(path, method=method, query_string=question, **body)
            if answer.status_code >= 500:
                broken.append((method, path, question, answer.status_code))
    assert not broken
