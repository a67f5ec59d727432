"""One language in which residents' pages speak: sentences, labels of the vocabulary, days, schedules."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from directory.japanese_days import WEEKDAYS, date_words, day_words, month_words
from directory.listing import Meeting
from directory.messages import LANGUAGES, messages
from directory.schedules import in_words
from directory.schedules.other_words import easy_words, english_words


class Labels(Protocol):
    """What `Vocabulary` offers here."""

    def label(self, scheme: str, id: str, language: str = "ja") -> str: ...


@dataclass(frozen=True, slots=True)
class Speech:
    """`language` is one of `directory.messages.LANGUAGES`."""

    language: str = "ja"

    @property
    def tag(self) -> str:
        """The BCP 47 tag of a page."""
        return "en" if self.language == "en" else "ja"

    def knows(self, text: str) -> bool:
        """Whether this is a sentence of ours, with words for it here. A text of anybody else's is never known."""
        languages = [one for one in LANGUAGES if one != "ja"] if self.language == "ja" else [self.language]
        return any(text in messages(language) for language in languages)

    def say(self, text: str, /, **values: object) -> str:
        """The sentence in this language; the Japanese one where nobody has put it into words yet."""
        said = messages(self.language).get(text, text)
        return said.format(**values) if values else said

    def and_so_on(self, parts: Sequence[str]) -> str:
        return (", " if self.language == "en" else "、").join(parts)

    def day(self, day: date) -> str:
        """「12月2日（水）」, "Wed 2 December"."""
        if self.language == "en":
            return f"{calendar.day_abbr[day.weekday()]} {day.day} {calendar.month_name[day.month]}"
        if self.language == "easy":
            return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}曜日）"
        return day_words(day)

    def date(self, day: date) -> str:
        """With its year."""
        if self.language == "en":
            return f"{day.day} {calendar.month_name[day.month]} {day.year}"
        return f"{day.year}年{day.month}月{day.day}日" if self.language == "easy" else date_words(day)

    def month(self, as_of: str) -> str:
        """Of 「2023-01」; anything else as it is."""
        year, _, month = as_of[:7].partition("-")
        if self.language == "en" and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
            return f"{calendar.month_name[int(month)]} {year}"
        return month_words(as_of)

    def schedule(self, meeting: Meeting) -> str:
        """The meeting in words; as printed where nothing was read from it, or where a part has no words here."""
        if self.language == "ja":
            return in_words(meeting)
        words = english_words(meeting) if self.language == "en" else easy_words(meeting)
        return words or in_words(meeting)


JAPANESE = Speech()
