"""How things stand with a group, as lists say it: under a heading for it, or in passing."""

import re
from collections.abc import Callable, Mapping

from directory.listing import Status

STATUSES: Mapping[str, Status] = {
    "活動中": "active", "開催中": "active", "実施中": "active", "活動": "active", "継続": "active",
    "休止": "paused", "休止中": "paused", "休会": "paused", "休会中": "paused",
    "一時休止": "paused", "お休み中": "paused",
    "終了": "ended", "閉会": "ended", "解散": "ended", "廃止": "ended", "閉鎖": "ended",
    "準備中": "preparing", "開設予定": "preparing", "予定": "preparing", "要確認": "unknown", "不明": "unknown",
}  # fmt: skip
_SAID_IN_PASSING: Mapping[Status, re.Pattern[str]] = {
    "paused": re.compile(
        r"休止中|休会中|活動休止|(?:当面|しばらく|当分|年度は?|現在)(?:の間)?[、は]?(?:休止|お?休み|休会)|"
        r"休[止会](?:し(?:ます|ています|ております)|いたします|とします)"
    ),
    "ended": re.compile(r"(?:年|月|末|度|日)(?:を|限り)?(?:もって|で|に)?(?:活動を?)?(?:終了|閉会|解散|廃止|閉鎖)"),
    "preparing": re.compile(r"^準備中|(?:開設|開始|オープン|開所|立ち?上げ)予定"),
}


def status_of(text: Callable[[str], str | None]) -> tuple[Status, str | None]:
    """The status that a row says, and the words for it. `text`: a value of the row by name."""
    said = text("status")
    if said:
        return STATUSES.get(said, "unknown"), text("status_reason") or (None if said in STATUSES else said)
    for status, words in _SAID_IN_PASSING.items():
        told = next((s for s in (text("notes"), text("schedule_text"), text("name")) if s and words.search(s)), None)
        if told:
            return status, told
    return "unknown", None
