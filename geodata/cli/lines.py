"""FILE or `-` → one JSON object a line, in the input's order, never stopping at a bad line."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import IO

import click

from geodata.cli.words import ReadableFile
from geodata.errors import Problem

_BOM = b"\xef\xbb\xbf"
NOT_UTF8 = "UTF-8として読めない行です。文字コードをUTF-8にして、もう一度お試しください。"

lines_argument = click.argument("source", metavar="FILE", type=ReadableFile("rb"))


def each_line(source: IO[bytes]) -> Iterator[tuple[str, str | None]]:
    """Each line without its end, and what is wrong with its bytes (None: nothing). Only LF (or CRLF) ends a line."""
    for number, raw in enumerate(source):
        line = raw.removesuffix(b"\n").removesuffix(b"\r")
        if number == 0:
            line = line.removeprefix(_BOM)
        try:
            yield line.decode("utf-8"), None
        except UnicodeDecodeError:
            yield line.decode("utf-8", errors="replace"), NOT_UTF8


def answer_lines(source: IO[bytes], answer: Callable[[str, str | None], Mapping[str, object]]) -> None:
    """Print `answer(line, problem)` as JSON for every line; a `Problem` that it raises stands in the line's `error`."""
    write = sys.stdout.write
    for line, problem in each_line(source):
        try:
            row = answer(line, problem)
        except Problem as raised:
            row = {"input": line, "error": str(raised)}
        write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()
