"""What day it is: today is today in Asia/Tokyo, wherever the machine stands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from directory.errors import InputWrong

TOKYO = ZoneInfo("Asia/Tokyo")


def today() -> date:
    return datetime.now(TOKYO).date()


def past_day(text: str, latest: date) -> date:
    """A day until `latest`, as somebody typed it. Raises InputWrong."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputWrong(f"日付「{text}」が読めません。2026-04-01 の形で書いてください。") from error
    if day > latest:
        raise InputWrong(f"{day:%Y-%m-%d} はまだ来ていません。今日までの日付を指定してください。")
    return day
