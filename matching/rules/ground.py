"""What is known of the ground on the way."""

import numpy as np

from directory.public_view import PublicListing
from matching.rules.base import MET, UNKNOWN, UNMET, Asked, Judged, Rule
from matching.rules.reaching import WALKING_AIDS

_WHEELS = ("wheelchair", "stroller")


class SteepWay(Rule):
    """杖・歩行車・車いす・ベビーカーの人には、急な坂のある道を先に言い、うしろにします。標高が読み込まれているときだけです。"""

    id = "steep_way"

    def applies(self, asked: Asked) -> bool:
        person = asked.person
        aided = person.mode == "wheelchair" or bool({*WALKING_AIDS, *_WHEELS, "oxygen"} & set(person.aids))
        if not aided or person.stays_home or person.mode in ("car", "bus"):
            return False
        return asked.going is not None and asked.going.knows_ground

    def judge(self, asked: Asked) -> Judged:
        nowhere = np.zeros(len(asked.table), np.bool_)
        if asked.going is None:
            return Judged.by(nowhere, nowhere)
        steepest, slopes = asked.going.steepest(), asked.travel.slopes
        with np.errstate(invalid="ignore"):
            gentle, steep = steepest <= slopes.gentle, steepest > slopes.steep
        silent = asked.only_of_forms(asked.knowledge.route_forms)
        return Judged.by(gentle, steep, loss=asked.parameters["steep_way.steep"], silent=silent)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        steepest = np.nan if asked.going is None else float(asked.going.steepest()[row])
        if np.isnan(steepest):
            return "坂は未確認です"
        worst = f"まっすぐにみて、いちばん急なところ約{steepest:.0%}"
        limits = f"歩道の基準は{asked.travel.slopes.gentle:.0%}、やむを得ないとき{asked.travel.slopes.steep:.0%}"
        if verdict == MET:
            return f"道は、ゆるやかです（{worst}）"
        return f"{'道に急な坂があります' if verdict == UNMET else '道に坂があります'}（{worst}。{limits}）"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        if verdict == UNKNOWN:
            return "行き帰りの道に、急な坂や階段はありますか"
        return "遠回りでも、ゆるやかな道はありますか（急な坂）" if verdict == UNMET else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "ゆるやかな道か送迎があれば可"


GROUND_RULES: tuple[Rule, ...] = (SteepWay(),)
