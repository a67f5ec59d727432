"""Cells that a spreadsheet must not run: an apostrophe before =, +, - and @ makes them text, and is taken off again."""

import re

_RUNS = tuple("=+-@\t\r＝＋－＠−")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with line ends as \\n and without control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """The text as any spreadsheet keeps it: printable, nothing blank around it."""
    return printable(text).strip()


def safe(text: str) -> str:
    """The text as a cell may hold it.

    >>> safe("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith((*_RUNS, "'")) else text


def restored(cell: str) -> str:
    """The text that `safe` made the cell from; other cells as they are."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*_RUNS, "'")) else cell
