"""What day it is: today is today in Asia/Tokyo, wherever the machine stands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def today() -> date:
    return datetime.now(TOKYO).date()
