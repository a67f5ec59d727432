"""What was typed when a session ended: kept at the guarded door, given back after signing in."""

from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from directory.stewardship.kept_forms import KeptForm, KeptForms
from directory.views.pages import page_answer

_OURS = ("csrf_token", "kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """`opens`: the form can be looked at before it is saved; otherwise it is sent as it was."""

    token: str
    path: str
    fields: tuple[tuple[str, str], ...]
    opens: bool

    @property
    def typed(self) -> tuple[str, ...]:
        return tuple(value for _, value in self.fields if value.strip())


def keep(kept: KeptForms, user_id: str) -> str | None:
    """Keep what this request sent; None where it cannot be."""
    sent = request.form.to_dict(flat=False)
    return kept.keep(
        user_id, KeptForm(request.path, {name: values for name, values in sent.items() if name not in _OURS})
    )


def page_of(token: str, form: KeptForm) -> Response:
    opens = "version" in form.fields
    fields = tuple(
        (name, value) for name, values in form.fields.items() for value in values if not (opens and name == "deed")
    )
    return page_answer("staff/kept.html", KeptPage(token=token, path=form.path, fields=fields, opens=opens))
