"""Days and moments as the staff pages write them, as template filters."""

from datetime import UTC, datetime

from flask import Blueprint

from directory.clock import TOKYO, today
from directory.japanese_days import date_words, day_words


def tokyo(moment: datetime) -> str:
    """11月22日 14:05, with the year where it is not this one. A moment without a zone is UTC."""
    local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(TOKYO)
    year = "" if local.year == today().year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


def install(views: Blueprint) -> None:
    for write in (date_words, day_words, tokyo):
        views.add_app_template_filter(write)
