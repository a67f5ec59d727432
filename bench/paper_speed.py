"""Time and weight of papers: `python -m bench.paper_speed [COUNT …]` prints an invented town's list, calendar, booklet.

Needs nothing but the project. For each paper: seconds of the first time and of the best of three more (warm), kB,
pages, and how many times as long typst needs as for the same words without any shape (plain text, same font).
"""

import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from directory.assembly import Directory
from directory.clock import today
from directory.paper.typesetting import typeset
from directory.settings import Settings
from directory.views import paper_parts, papers
from geodata.archives import font_folder

COUNTS = (3, 50, 400)
PAPERS = ("/paper/list.pdf", "/paper/calendar.pdf", "/paper/booklet.pdf")
PLAIN = '#set text(font: "Noto Sans JP", size: 12pt, lang: "ja")\n#json(bytes(sys.inputs.data)).words\n'
TIMES = 3


def town(folder: Path, count: int) -> Directory:
    settings = Settings.from_environment({"TSUNAGI_INSTANCE": str(folder), "TSUNAGI_PROFILE": "fictional"})
    directory = Directory.set_up(settings)
    directory.private().load_seed(count)
    directory.publish()
    return directory


def seconds(make: Callable[[], bytes]) -> tuple[float, bytes]:
    begun = time.perf_counter()
    made = make()
    return time.perf_counter() - begun, made


def measured(client: FlaskClient, paper: str, folder: Path) -> str:
    plain = folder / "plain.typ"
    plain.write_text(PLAIN, encoding="utf-8")
    fonts = font_folder(folder / "fonts")
    first, _ = seconds(lambda: client.get(paper).data)
    warm, made = min(seconds(lambda: client.get(paper).data) for _ in range(TIMES))
    pages = PdfReader(BytesIO(made)).pages
    words = {"words": "\n".join(page.extract_text() for page in pages)}
    bare = min(seconds(lambda: typeset(plain, words, today(), fonts))[0] for _ in range(TIMES))
    return (
        f"{paper}: first {first:.2f} s, warm {warm:.2f} s ({warm / bare:.1f} times the plain words), "
        f"{len(made) / 1000:.0f} kB, {len(pages)} pages"
    )


def main() -> None:
    for count in [int(text) for text in sys.argv[1:]] or COUNTS:
        with tempfile.TemporaryDirectory() as place:
            directory = town(Path(place), count)
            app = Flask("bench", root_path=place)
            app.register_blueprint(papers.blueprint(paper_parts.of(directory)))
            for paper in PAPERS:
                print(f"{count} listings, {measured(app.test_client(), paper, Path(place))}", flush=True)


if __name__ == "__main__":
    main()
