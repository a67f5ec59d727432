"""How far along somebody is: work never first at an early stage."""

from directory.public_view import PublicListing
from matching.rules.base import Asked, Judged, Rule


class WorkStage(Rule):
    """働く場は、生活を整える段階や人と少しずつ会う段階では先に出しません。"""

    id = "work_stage"
    hard = True

    def applies(self, asked: Asked) -> bool:
        stage = asked.person.stage
        return stage == "daily" or (stage is None and is_quiet(asked) and "work_prep_need" not in asked.needs)

    def judge(self, asked: Asked) -> Judged:
        work = asked.table.holds("type", asked.knowledge.work_types)
        return Judged.by(~work & False, work, silent=~work)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        return "働くための支援です。いまの段階では、まず相談や小さな場から"

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "次の段階（就労）になれば可"


class WorkLater(Rule):
    """人と少しずつ会う段階の人には、本人が働くことを望んでいなければ、働く場をうしろにします。"""

    id = "work_later"

    def applies(self, asked: Asked) -> bool:
        wants_work = asked.person.wants_to_help or "work_prep_need" in asked.needs
        return asked.person.stage == "social" and not wants_work

    def judge(self, asked: Asked) -> Judged:
        work = asked.table.holds("type", asked.knowledge.work_types)
        return Judged.by(~work & False, work, loss=asked.parameters["work_later.not_wished"], silent=~work)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        return "働くための支援です。本人が望むときに"

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "本人が働くことを望めば可"


def is_quiet(asked: Asked) -> bool:
    """Whether the first step should be small and quiet: by stage, by what is wished, or by the needs."""
    person = asked.person
    if person.stage is not None:
        return person.stage == "daily"
    wished = person.prefers("one_to_one", "small_group", "quiet")
    return wished or not asked.knowledge.quiet_needs.isdisjoint(asked.needs)


STEP_RULES: tuple[Rule, ...] = (WorkStage(), WorkLater())
__all__ = ["STEP_RULES", "is_quiet"]
