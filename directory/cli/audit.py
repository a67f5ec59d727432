"""`tsunagi audit-log`: who signed in, changed or took out what."""

import json
from datetime import date, datetime

import click

from directory.assembly import Directory
from directory.audit import KINDS, Asked, Deed, deeds
from directory.clock import TOKYO
from directory.database import reading
from directory.views.staff_audit import said

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("audit-log")
@click.option("--kind", type=click.Choice(list(KINDS)), help="、".join(f"{k}: {v}" for k, v in KINDS.items()))
@click.option("--actor", metavar="NAME", default="", help="その人がしたことだけ。")
@click.option("--since", type=DAY, help="この日から。")
@click.option("--until", type=DAY, help="この日まで。")
@click.option("--most", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="新しいほうから何件。")
@click.option("--json", "as_json", is_flag=True, help="1 件 1 行の JSON で出します。")
def audit_log_command(
    kind: str | None, actor: str, since: datetime | None, until: datetime | None, most: int, as_json: bool
) -> None:
    """操作の記録を、新しい順に出します。支援を受ける人のことは入っていません。"""
    asked = Asked(kind=kind or "", actor=actor, since=_day(since), until=_day(until))
    with reading(Directory.from_environment().private().engine) as session:
        found = deeds(session, asked, most=most)
    for deed in found:
        click.echo(_as_json(deed) if as_json else _in_words(deed))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _in_words(deed: Deed) -> str:
    more = f"ほか {deed.count - 1} 件" if deed.count > 1 else None
    what = "　".join(part for part in (deed.target, more, deed.detail) if part)
    return f"{deed.at.astimezone(TOKYO):%Y-%m-%d %H:%M:%S}\t{deed.actor}\t{said(deed)}\t{what}"


def _as_json(deed: Deed) -> str:
    keys = ("actor", "kind", "action", "target", "detail", "count")
    return json.dumps({"at": deed.at.isoformat(), **{k: getattr(deed, k) for k in keys}}, ensure_ascii=False)
