"""Buttons that write a schedule's sentence, beside the field where staff type it."""

from dataclasses import dataclass
from datetime import date

from directory.errors import InputWrong
from directory.schedules.form import form_from
from directory.stewardship.forms import Form

_PREFIX = "pick-"
WEEKDAYS = tuple(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "月火水木金土日", strict=True))
NTH = (*((str(n), f"第{n}") for n in range(1, 6)), ("-1", "最終"))
MONTHS = tuple((str(month), f"{month}月") for month in range(1, 13))
LEFT_OUT = (("new_year", "年末年始"), ("obon", "お盆"), ("golden_week", "ゴールデンウィーク"))
ON_HOLIDAY = (("", "（書かない）"), ("skip", "休み"), ("next_day", "翌日に開く"), ("held", "祝日も開く"))


@dataclass(frozen=True, slots=True)
class Picked:
    """The sentence of what is chosen with its next dates, or what is still missing."""

    sentence: str = ""
    dates: tuple[date, ...] = ()
    problem: str | None = None


def picked(form: Form, today: date) -> Picked | None:
    """What the buttons say; None while none is pressed."""
    fields = {name.removeprefix(_PREFIX): values for name, values in form.typed.items() if name.startswith(_PREFIX)}
    if not any(value.strip() for values in fields.values() for value in values):
        return None
    try:
        return Picked(*form_from(fields).preview(today))
    except InputWrong as wrong:
        return Picked(problem=str(wrong))


def with_sentence(form: Form, today: date) -> Form:
    """The form with the sentence in its first empty row, and the buttons released; an error at them where none is."""
    said = picked(form, today) or Picked(problem="曜日（または毎月の何日）を選んでください。")
    if said.problem:
        return Form(form.typed, form.errors | {"pick-weekdays": said.problem})
    rows = form.rows("meeting")
    row = next((n for n in rows if not form.value(f"meeting-{n}-text")), max(rows, default=-1) + 1)
    kept = {name: values for name, values in form.typed.items() if not name.startswith(_PREFIX)}
    return Form(kept | {f"meeting-{row}-text": [said.sentence]}, form.errors)
