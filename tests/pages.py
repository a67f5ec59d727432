"""The one door every page of every test goes through: it parses strictly and keeps the manners of a page."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

_UNNAMED = {"hidden", "submit", "button", "reset", "image"}


class Page:
    """A parsed page. `text()` is what a reader sees, spaces squeezed; `find` takes ElementTree paths."""

    def __init__(self, html: str) -> None:
        self.html = html
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.root.iter(tag) if all(e.get(name) == value for name, value in wanted.items())]

    def text(self, tag: str = "body", **attributes: str) -> str:
        return " ".join(" ".join("".join(e.itertext()).split()) for e in self.all(tag, **attributes))

    def links(self) -> list[str]:
        return [a.get("href", "") for a in self.all("a")]


def page_of(response: TestResponse, status: int = 200) -> Page:
    """Check the answer and the page's manners; the parsed page for the test's own questions."""
    assert response.status_code == status, response.get_data(as_text=True)[:2000]
    assert response.mimetype == "text/html"
    page = Page(response.get_data(as_text=True))
    problems = list(faults(page))
    assert not problems, problems
    return page


def faults(page: Page) -> Iterator[str]:
    """Every breach of the manners all pages share, in words."""
    if page.root.get("lang") not in ("ja", "en"):
        yield 'html needs lang="ja", or "en" where somebody chose that'
    if len(page.all("h1")) != 1:
        yield f"one h1 wanted, found {len(page.all('h1'))}"
    if not page.text("title").strip():
        yield "no title"
    ids = Counter(e.get("id") for e in page.root.iter() if e.get("id") is not None)
    yield from (f"id used {n} times: {name}" for name, n in ids.items() if n > 1)
    yield from (f"points to no id: {name}" for name in _references(page) if name not in ids)
    yield from (f"input without label: {e.tag} {e.get('name')}" for e in _unlabelled(page))
    for element in page.root.iter():
        if element.get("style") is not None or any(name.startswith("on") for name in element.attrib):
            yield f"inline style or handler on {element.tag}"
        if element.tag == "style" or (element.tag == "script" and _would_run_inline(element)):
            yield f"inline {element.tag} without a nonce"
        if element.tag == "img" and element.get("alt") is None:
            yield f"img without alt: {element.get('src')}"


def _would_run_inline(script: Element) -> bool:
    """A block of JSON is data and never runs; a script of its own address or with a nonce is allowed by the policy."""
    return script.get("type") != "application/json" and not (script.get("src") or script.get("nonce"))


def _references(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "popovertarget"):
            yield from (element.get(name) or "").split()


def _unlabelled(page: Page) -> Iterator[Element]:
    labelled = {e.get("for") for e in page.all("label")}
    inside = {id(e) for label in page.all("label") for e in label.iter()}
    for tag in ("input", "select", "textarea"):
        for element in page.all(tag):
            named = element.get("aria-label") or element.get("aria-labelledby") or element.get("title")
            if element.get("type") in _UNNAMED or named or id(element) in inside:
                continue
            if element.get("id") not in labelled:
                yield element
