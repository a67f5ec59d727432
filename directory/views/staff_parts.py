"""What the staff pages are made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session

from directory.call_list import Calls
from directory.exporters import Exported
from directory.intake import Report, Surroundings
from directory.listing import Meeting, Venue
from directory.public_view import PublicListing
from directory.safekeeping.attempts import Attempts
from directory.search.request import SearchAnswer, SearchRequest
from directory.standing import Freshness
from directory.stewardship.changes import Wording, named
from directory.stewardship.uploads import Uploads
from directory.vocabulary import Vocabulary

ACTIONS = {
    "edit": "直した",
    "create": "登録した",
    "assure": "確認した",
    "revert": "前の内容に戻した",
    "accept_proposal": "伝えられたことを反映した",
    "import": "取り込んだ",
    "undo": "まとめて取り消した",
    "bulk": "まとめて直した",
    "load": "用意した",
    "merge": "1つにまとめた",
    "unmerge": "まとめたのを取り消した",
    "delete": "消した",
    "recover": "元に戻した",
    "take_back": "変更を1つ取り消した",
    "status_came": "予定の日がきた",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Give:
    """Files to take away. `public`: what anyone may see today, in a format of `directory.exporters`; `own_list`: an
    imported list in its own shape, by its name (raises NotFound); `blank_form`: the form for groups.
    """

    public: Callable[[str], Exported]
    own_list: Callable[[Session, str], bytes]
    blank_form: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the staff pages are made from. `zones`: names of 圏域 by id.

    `read_schedule` makes a meeting of a text and a 開催頻度 code, `next_dates` its next dates from a day on (that day
    included). `freshness` says which confirmations still count. `locate` gives a venue its point and
    town from its address, and leaves it as it is where it cannot.
    `search` answers from the public index, `listings` gives every listing as the public sees it today, `calls` whom to
    call about some of them. `surroundings` says what an import stands in, `attempts` which are under way.
    `export_past` writes what may be given out of a past day in a format, and says how many of that day may not.
    """

    engine: Engine
    vocabulary: Vocabulary
    zones: Mapping[str, str]
    today: Callable[[], date]
    freshness: Freshness
    read_schedule: Callable[[str, str | None], Meeting]
    next_dates: Callable[[Meeting, date, int], Sequence[date]]
    locate: Callable[[Venue], Venue]
    search: Callable[[SearchRequest], SearchAnswer]
    listings: Callable[[], Sequence[PublicListing]]
    calls: Callable[[Sequence[PublicListing]], tuple[Calls, ...]]
    surroundings: Callable[[Report], Surroundings]
    uploads: Uploads
    attempts: Attempts
    export_past: Callable[[date, str], tuple[Exported, int]]
    give: Give

    def due_since(self) -> date:
        """The day before which a confirmation no longer counts."""
        return self.freshness.due_since(self.today())

    def faded_since(self) -> date:
        """The day before which a listing that nobody has confirmed since has faded."""
        return self.freshness.faded_since(self.today())

    def wording(self, all_venues: Sequence[Venue]) -> Wording:
        return Wording(self.vocabulary, named(all_venues))
