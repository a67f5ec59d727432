"""`/staff/paper` 「紙で配る」: every paper that can be handed out, on one page."""

from flask import Blueprint, Response

from directory.views.pages import page_answer
from directory.views.paper_choice import Parts, paper_page
from directory.views.signing import Door


def add(views: Blueprint, door: Door, papers: Parts) -> None:
    @views.get("/paper")
    @door.require("reader")
    def paper() -> Response:
        return page_answer("staff/paper.html", paper_page(papers))
