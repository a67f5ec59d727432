"""Time and memory of a dry run: `python -m bench.import_speed [ROWS]` makes a workbook of real habits and reads it.

Needs nothing but the project. Each step's seconds, and the peak of memory so far, in the order in which an import takes
them.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from openpyxl import Workbook

from directory.intake import Headings, Surroundings, plan_from_nothing, read_file, understand
from directory.vocabulary import Vocabulary

HEADINGS = ("№", "地区", "名称", "開催日時", "会場", "住所", "対象", "参加費", "内容", "連絡先", "電話番号", "備考")
ROWS = 20_000


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Rows that differ as those of a large list do: names all apart, days and fees from a few dozen."""
    areas, kinds = ("沼間", "桜山", "久木", "小坪", "池子"), ("サロン", "体操教室", "茶話会", "こども食堂", "カフェ")
    for n in range(count):
        area = areas[n % 5]
        week, day, hour = n % 4 + 1, "月火水木金土"[n % 6], 9 + n % 5
        when = f"第{week}{day}曜日 {hour}:00～{hour + 2}:{n % 4 * 15:02}"
        yield (
            n + 1, f"{area}地区", f"{area}{kinds[n % 5]}{n}", when,
            f"{area}会館{n % 400}", f"逗子市{area}{n % 7 + 1}-{n % 30 + 1}-{n % 20 + 1}", "65歳以上の方", n % 6 * 100,
            f"体操とお茶。{n % 300}回目の会", f"{area}{kinds[n % 5]}の会", f"046-87{n % 10}-{n % 10000:04}",
            "祝日は休み" if n % 3 else "",
        )  # fmt: skip


def workbook(folder: Path, count: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("一覧")
    sheet.append(["令和8年度 地域の集まり一覧"])
    sheet.append(HEADINGS)
    for row in rows(count):
        sheet.append(row)
    path = folder / "list.xlsx"
    book.save(path)
    return path


def _now(what: str) -> tuple[str, float, float]:
    """(what has been done, seconds on the clock, peak of memory so far in MB)"""
    return what, time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    vocabulary = Vocabulary.load()
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder), count)
        steps = [_now("made")]
        sheets = read_file(path)
        steps.append(_now("cells read"))
        report = understand(sheets, Headings(), lambda text: bool(vocabulary.resolve(text, ("type",))), {})
        steps.append(_now("rows understood"))
        plan_from_nothing(report, Surroundings(vocabulary, "14208", "bench"))
        steps.append(_now("listings made and compared"))
    for (_, before, _), (what, after, peak_mb) in pairwise(steps):
        print(f"{what}: {after - before:.1f} s, peak {peak_mb:.0f} MB")
    print(f"{count:,} rows: {steps[-1][1] - steps[0][1]:.1f} s, {report.counts}")


if __name__ == "__main__":
    main()
