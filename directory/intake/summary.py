"""The report in plain Japanese, for the command and for staff."""

from collections import Counter
from collections.abc import Iterator

from directory.intake.headings import is_for_publication
from directory.intake.report import Report

LABELS = {
    "new": "新しく登録", "update": "内容を更新", "unchanged": "変わりなし", "duplicate": "表の中で重複",
    "skipped": "取り込まない行（表題・見出しなど）", "error": "取り込めない行",
}  # fmt: skip
_SHOWN = 30
_PUBLISHED = {"municipality_code", "id"}  # open data, and our own export


def in_words(report: Report, *, applied: bool) -> Iterator[str]:
    """Line by line: what was read, what became of it, what to look at."""
    yield f"{report.file}" + (f"（文字コード {report.encoding}）" if report.encoding else "")
    yield "取り込みました。" if applied else "下見です。名簿は変わっていません。"
    for status, label in LABELS.items():
        if report.counts[status]:
            yield f"  {label}: {report.counts[status]} 行"
    said = {heading for row in report.rows for heading, text in row.cells.items() if text}
    left_out = [h for sheet in report.sheets for h, field in sheet.columns.items() if field is None and h in said]
    if left_out:
        yield f"  意味の分からない列（元の文は残ります）: {'、'.join(dict.fromkeys(left_out))}"
    kept = [
        heading
        for sheet in report.sheets
        for heading, field in sheet.columns.items()
        if field == "phone" and not is_for_publication(heading) and _PUBLISHED.isdisjoint(sheet.columns.values())
    ]
    if kept:
        yield f"  載せてよいと書かれていない電話番号（社協だけの連絡先にしました）: {'、'.join(dict.fromkeys(kept))}"
    told = [
        (row, one)
        for row in report.rows
        for one in row.problems
        if (row.status != "skipped" and one.code != "changed") or one.code == "note_unheard"
    ]
    if told:
        yield f"確かめてください（{len(told)} 件）"
    for row, one in told[:_SHOWN]:
        where = f"{row.sheet} {row.row}行目" + (f" {one.column}" if one.column else "")
        yield f"  {where}「{row.values.get('name') or ''}」: {one.message}"
    if len(told) > _SHOWN:
        rest = Counter(one.code for _, one in told[_SHOWN:])
        yield f"  ほか {sum(rest.values())} 件（--json ですべて見られます）"
    if report.missing:
        yield (
            f"前回の表にあって今回ない登録（{len(report.missing)} 件）: "
            "終了・休止していないか確かめてください。消してはいません。"
        )
        yield from (f"  {one.name}" for one in report.missing)
