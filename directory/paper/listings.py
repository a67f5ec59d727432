"""What every sheet of listings says of one: its name, whom to call, then the rest in the order in which people ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno

from directory.call_list import ToCall
from directory.japanese_days import date_words
from directory.summary import Summary, joined

CALL_FIRST = "行く前に、まず電話で聞いてください"
NO_NUMBER = "番号は不明"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is called first. `phone` and `address` are None where they are not known."""

    name: str
    address: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A listing on paper. `numbers`: where it stands on the map of the same paper."""

    summary: Summary
    call: ToCall
    numbers: tuple[int, ...] = ()


def entry_data(entry: Entry) -> dict[str, object]:
    """When and where always, the rest where it was stated; no next date, which a paper outlives."""
    summary = entry.summary
    when = [meeting.words for meeting in summary.when] or ["不明（電話で聞いてください）"]
    where = summary.place or "不明"
    if entry.numbers:
        where += f"\n地図の{'・'.join(map(str, entry.numbers))}番"
    status = summary.status if summary.status != summary.closed else None
    rows = (
        ("注意", "\n".join(filter(None, (status, *summary.notices)))),
        ("いつ", "\n".join(when)),
        ("どこ", where),
        ("だれ", summary.target),
        ("費用", summary.cost),
        ("予約", summary.application),
        ("内容", joined(summary.contents)),
    )
    return {
        "name": summary.name,
        "mark": summary.closed or summary.doubt,
        **telephone(summary.name, entry.call),
        "rows": [{"label": label, "text": text} for label, text in rows if text],
    }


def telephone(name: str, call: ToCall) -> dict[str, str]:
    return {"phone": call.number or NO_NUMBER, "whose": "" if call.who == name else f"（{call.who}）"}


def desk_data(desk: Desk) -> dict[str, str]:
    return {"name": desk.name, "address": desk.address or "", "phone": desk.phone or "電話は不明"}


def about_paper(municipality: str, issued: date, expires: date, desk: Desk, address: str, words: str) -> dict[str, str]:
    """What stands at the head and the foot of a sheet. `address`: the page's own, for the QR, with `words`."""
    phone = f"　電話 {desk.phone}" if desk.phone else ""
    return {
        "municipality": municipality,
        "issued": f"{date_words(issued)} 発行",
        "expires": f"{date_words(expires)} まで有効（過ぎたら新しいものへ）",
        "qr": qr(address),
        "qr_words": words,
        "footer": f"{desk.name}{phone}",
    }


def qr(address: str) -> str:
    return str(segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True))


def entries_data(entries: Sequence[Entry]) -> list[dict[str, object]]:
    return [entry_data(entry) for entry in entries]
