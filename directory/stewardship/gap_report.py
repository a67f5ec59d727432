"""The unmet needs of a 年度 as lines to read, to print and to give away: word, 圏域, how often."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from directory.exporters.csv_utf8 import as_csv
from directory.stewardship.gaps import FEWEST, Gap, counted, shown
from directory.vocabulary import Vocabulary

UNKNOWN_AREA = "圏域は分からない"
REST = "少ない圏域を合わせて"
HEADINGS = ("年度", "足りなかったこと", "圏域", "回数")


@dataclass(frozen=True, slots=True)
class GapLine:
    """One line: what was lacking, where, and how often; `count` None where it is kept back."""

    gap: Gap
    lacking: str
    area: str

    @property
    def count(self) -> str:
        return f"{FEWEST}回未満" if self.gap.count is None else f"{self.gap.count}回"

    def as_json(self) -> dict[str, object]:
        scheme, term = self.gap.word
        area = None if self.gap.zone_id is None else {"id": self.gap.zone_id, "name": self.area}
        need = {"scheme": scheme, "id": term, "label": self.lacking}
        return {"need": need, "area": area, "rest": self.gap.rest, "count": self.gap.count}


@dataclass(frozen=True, slots=True)
class GapReport:
    """`year`: the 年度, from April."""

    year: int
    lines: tuple[GapLine, ...]

    def as_json(self) -> dict[str, object]:
        """The form of `tsunagi gaps --json`; `count` null: fewer than `fewest`."""
        period = {"from": f"{self.year}-04", "to": f"{self.year + 1}-03", "fewest": FEWEST}
        return {"year": self.year, **period, "gaps": [line.as_json() for line in self.lines]}

    def as_csv(self) -> bytes:
        """UTF-8 with a byte order mark, for Excel."""
        rows = ((f"{self.year}年度", line.lacking, line.area, line.count) for line in self.lines)
        return as_csv([HEADINGS, *rows]).encode("utf-8-sig")


def report(session: Session, year: int, vocabulary: Vocabulary, zones: Mapping[str, str]) -> GapReport:
    """`zones`: names of 圏域 by id."""

    def line(gap: Gap) -> GapLine:
        area = REST if gap.rest else UNKNOWN_AREA if gap.zone_id is None else zones.get(gap.zone_id, gap.zone_id)
        return GapLine(gap, vocabulary.label(*gap.word), area)

    return GapReport(year, tuple(line(gap) for gap in shown(counted(session, year))))
