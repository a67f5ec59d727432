"""About the directory itself: where its data comes from, and the pieces its screens are made of."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from directory.views.pages import Chip, Fact, PageLinks, page_links


@dataclass(frozen=True, slots=True)
class ComponentsPage:
    chips: tuple[Chip, ...]
    facts: tuple[Fact, ...]
    pages: PageLinks


def blueprint() -> Blueprint:
    about = Blueprint("about", __name__)

    @about.get("/about/components")
    def components() -> str:
        page = ComponentsPage(
            chips=(Chip("サロン", "?type=salon", 48), Chip("居場所", "?", 3, chosen=True)),
            facts=(Fact("いつ", "第2・第4水曜 10:00〜12:00", "次は 12月9日（水）"), Fact("費用", None)),
            pages=page_links(4, 9, lambda n: f"?page={n}"),
        )
        return render_template("public/components.html", page=page)

    return about
