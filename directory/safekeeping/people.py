"""Who may enter stays as it is now over a restore: a backup must not bring back who was stopped, an old role or
password, nor a link that was used or taken back since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlmodel import Session

from directory.accounts import record
from directory.database import TABLES

ACCOUNT = TABLES["account"]
LINKS = {
    TABLES["account_invitation"]: ("account_id", ACCOUNT),
    TABLES["confirm_link"]: ("service_id", TABLES["service"]),
}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class People:
    """Read before the catalogue is replaced, written back after. Without accounts (a new machine) the backup's hold."""

    accounts: list[Row]
    links: dict[Table, list[Row]]

    @classmethod
    def of(cls, session: Session) -> "People":
        return cls(_rows(session, ACCOUNT), {table: _rows(session, table) for table in LINKS})

    def write_back(self, session: Session, *, actor: str) -> None:
        """The accounts and links of now; whom only the backup knows comes back stopped, for somebody to look at."""
        if not self.accounts:
            return
        known = {row[column] for row in self.accounts for column in ("id", "name")}
        strangers = [row for row in _rows(session, ACCOUNT) if not known & {row["id"], row["name"]}]
        for table in (*LINKS, ACCOUNT):
            session.execute(delete(table))
        for row in self.accounts:
            session.execute(insert(ACCOUNT).values(row))
        for row in strangers:
            session.execute(insert(ACCOUNT).values({**row, "active": False, "openid_subject": None}))
            record(session, actor, "account.disable", target=row["name"], detail="控えにだけあった利用者")
        for table, (parent, parents) in LINKS.items():
            there = set(session.scalars(select(parents.c.id)))
            for row in self.links[table]:
                if row[parent] in there:
                    session.execute(insert(table).values(row))


def _rows(session: Session, table: Table) -> list[Row]:
    return [dict(row) for row in session.execute(select(table)).mappings()]
