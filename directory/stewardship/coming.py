"""What was announced for a day (休止, 再開, 終了) comes to pass: the listing takes the status, and its history says so.

Nobody has to wait for this: every reader of the public view reckons with the day by itself. But what a list says next
must meet the status as it is, and who looks into the history must find the day.
"""

from datetime import date

from sqlalchemy import Engine, select

from directory.database import TABLES, reading, writing
from directory.store import listings, save_listing

COMING = TABLES["service_status"]
ACTOR = "つなぎ帖"


def come_to_pass(engine: Engine, today: date) -> int:
    """Take over every status whose day has come; returns how many listings that changed. Safe to call at any time."""
    with reading(engine) as session:
        if not session.scalar(select(COMING.c.id).where(COMING.c.since <= today).limit(1)):
            return 0
    with writing(engine) as session:
        due = set(session.scalars(select(COMING.c.service_id).where(COMING.c.since <= today)))
        for listing in listings(session, ids=sorted(due)):
            save_listing(session, listing.on(today), actor=ACTOR, action="status_came")
    return len(due)
