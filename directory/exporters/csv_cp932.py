"""CSV in CP932, for programs that read nothing else. Letters that it has not become 〔U+20BB7〕; notes say where."""

from collections.abc import Sequence
from datetime import date

from directory.exporters.csv_utf8 import as_csv, form_rows
from directory.exporters.exported import Exported
from directory.intake import cp932_letters
from directory.profile import Profile
from directory.public_view import PublicListing

_TOLD = 20


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    head, *rows = form_rows(listings, profile)
    name = head.index("名称")
    lines, places = [head], []
    for row in rows:
        cells = [cp932_letters.written(text) for text in row]
        lines.append([text for text, _ in cells])
        places += [
            f"{row[name]} の「{heading}」: {'、'.join(f'{letter}（U+{ord(letter):04X}）' for letter in missing)}"
            for heading, (_, missing) in zip(head, cells, strict=True)
            if missing
        ]
    return Exported(as_csv(lines).encode("cp932"), tuple(_told(places)))


def _told(places: Sequence[str]) -> list[str]:
    """What could not be written, and where."""
    if not places:
        return []
    told = [f"CP932 にない文字が {len(places)} か所あり、〔U+…〕の形で書きました。読み込むと元の文字に戻ります。"]
    told += [f"  {place}" for place in places[:_TOLD]]
    return told + ([f"  ほか {len(places) - _TOLD} か所"] if len(places) > _TOLD else [])
