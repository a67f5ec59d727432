"""Words into a PDF by typst. They go in as JSON and are set as strings, so that no text is ever read as markup.

Nothing is fetched: the font comes out of the pinned archive; packages and system fonts are not used.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst


def typeset(sheet: Path, data: Mapping[str, object], issued: date, font_folder: Path) -> bytes:
    """`sheet`: the .typ file. The same words on the same day give the same bytes. `font_folder` holds Noto Sans JP."""
    printed = typst.compile(
        sheet,
        root=sheet.parent,
        font_paths=[font_folder],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(datetime.combine(issued, time(), UTC).timestamp()),
    )
    if not isinstance(printed, bytes):
        raise TypeError("typst gave several files for one PDF")
    return printed
