"""Everything that somebody without an account may ask of an instance, and what is answered, byte for byte."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory import exporters
from directory.assembly import Directory
from directory.search import SearchRequest
from matching.assembly import matcher_of, parameters_of
from matching.current import CurrentTable
from matching.person import read

FIRST_PAGES = ("/", "/resources", "/areas", "/find", "/desk", "/match", "/about/data")
_LINK = re.compile(r'(?:href|src|data-[a-z]+)="([^"]+)"')
# What differs from one answer to the next whatever is asked.
_EACH_TIME = re.compile(r'(?:name="csrf_token"[^>]*value="[^"]*"|nonce-[\w+/=-]+|nonce="[^"]*")')
_OWN_HEADERS = {"Date", "Set-Cookie"}


def pages(
    client: FlaskClient, first: Iterable[str] = FIRST_PAGES, most: int = 400
) -> Iterator[tuple[str, TestResponse]]:
    """The pages and files that can be reached from the front page without signing in, the nearest first."""
    seen: set[str] = set()
    waiting = deque(first)
    while waiting and len(seen) < most:
        address = waiting.popleft()
        if address in seen or address.startswith("/assets/"):
            continue
        seen.add(address)
        answer = client.get(address)
        yield address, answer
        if answer.mimetype == "text/html":
            links = (urldefrag(urljoin(address, link)).url for link in _LINK.findall(answer.text))
            waiting += [link for link in links if not urlsplit(link).netloc and link.startswith("/")]


def said(answer: TestResponse) -> str:
    """Status, headers and body."""
    headers = sorted(f"{name}: {value}" for name, value in answer.headers if name not in _OWN_HEADERS)
    body = answer.get_data().decode("latin-1")
    return _EACH_TIME.sub("", "\n".join((answer.status, *headers, "", body)))


def answers(directory: Directory, client: FlaskClient, people: Iterable[dict[str, object]], asked: Iterable[str],
            day: date) -> dict[str, str]:  # fmt: skip
    """Every public answer. `asked`: words that somebody types into the fields for searching and places."""
    found = {f"GET {address}": said(answer) for address, answer in pages(client, most=100)}
    for words in asked:
        found[f"q={words}"] = said(client.get("/resources", query_string={"q": words}))
        found[f"desk {words}"] = said(client.post("/desk", data={"address": words}))
        found[f"find {words}"] = said(client.post("/find", data={"place": words}))
        found[f"geocode {words}"] = json.dumps(directory.geocoder.geocode(words).as_line(), ensure_ascii=False)
        hits = directory.search(SearchRequest(words=words, size=100))
        found[f"search {words}"] = repr((hits.total, [hit.id for hit in hits.hits], hits.facets, hits.did_you_mean))
        found[f"scores of {words}"] = repr([hit.score for hit in hits.hits])
    for name in exporters.MODULES:
        exported = exporters.exporter(name).export(directory.catalogue.all(), directory.profile, day)
        found[f"export {name}"] = exported.data.decode("latin-1") + "\n".join(exported.notes)
    profile = directory.profile
    matcher = matcher_of(profile, directory.zones, directory.geocoder, parameters_of(profile))
    table = CurrentTable(directory.catalogue, profile.vocabulary).get()
    for number, person in enumerate(people):
        matches = matcher.rank(read(person, profile.vocabulary), table, directory.catalogue.listings, day)
        found[f"match {number}"] = json.dumps(matches.as_json(), ensure_ascii=False)
        found[f"POST /match {number}"] = said(client.post("/match", json=person))
    return found
