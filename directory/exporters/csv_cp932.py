"""CSV in CP932, for programs that read nothing else. Letters that it has not become 〔U+20BB7〕 and are listed."""

from collections.abc import Sequence
from datetime import date

from directory.exporters.csv_utf8 import as_csv, form_rows
from directory.exporters.exported import Exported
from directory.intake import cp932_letters
from directory.profile import Profile
from directory.public_view import PublicListing


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    text, missing = cp932_letters.written(as_csv(form_rows(listings, profile)))
    said = "".join(missing)
    note = f"CP932 にない文字を〔U+…〕の形で書きました。読み込むと元の文字に戻ります: {said}"
    return Exported(text.encode("cp932"), (note,) if missing else ())
