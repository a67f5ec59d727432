"""Can the person get there and be there: visiting, distance, exertion, wheelchair, stairs."""

import numpy as np

from directory.public_view import PublicListing
from geodata.characters import key
from matching.rules.base import MET, UNKNOWN, UNMET, Asked, Judged, Rule
from matching.table import Bools

# Ways in which a listing comes to people who cannot go out.
REMOTE = ("home_visit", "phone", "online", "mail")
WALKING_AIDS = ("cane", "rollator")
WHERE_IS_IT = "会場はどこですか（開催場所が未登録）"


def comes_to_people(asked: Asked) -> Bools:
    """Rows that are known to visit, telephone, meet online or send things, by a fact of their own or of their type."""
    usual = (t for way in REMOTE for t in asked.types_where("usual_access", way))
    known = asked.table.holds("access", REMOTE) | asked.table.holds("type", usual)
    return (known | asked.of_forms(asked.knowledge.home_forms)) & ~asked.table.denies("access", ["home_visit"])


class AtHome(Rule):
    """外出できない人、訪問を望む人には、訪問・電話・オンライン・郵送で届くものだけを出し、通う場は出しません。"""

    id = "at_home"
    hard = True

    def applies(self, asked: Asked) -> bool:
        return asked.person.stays_home

    def judge(self, asked: Asked) -> Judged:
        comes = comes_to_people(asked)
        must_go = asked.of_forms(asked.knowledge.come_to_forms) & ~comes
        must_go |= asked.table.denies("access", ["home_visit"]) & ~comes
        return Judged.by(comes, must_go, gain=asked.parameters["access.met"])

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if verdict == MET:
            return "家にいたまま使えます（訪問・電話・オンライン・郵送のどれか）"
        if verdict == UNMET:
            return "通う場です。通う場は不適合で、訪問・電話・オンラインを検討します"
        return "家まで来てもらえるかは書かれていません"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "家への訪問や電話はできますか" if verdict == UNKNOWN else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "訪問か送迎があれば可"


class Reach(Rule):
    """歩いて（自転車、車いす、バスで）行ける範囲の外だと分かる場は出しません。送迎がある場は別です。"""

    id = "reach"
    hard = True
    mends = ("nearness", "steep_way")

    def applies(self, asked: Asked) -> bool:
        return asked.reach_m is not None and asked.where.has_point and not asked.person.stays_home

    def judge(self, asked: Asked) -> Judged:
        limit_m, sure_m = float(asked.reach_m or 0), float(asked.reach.sure_m or 0)
        metres, slack = asked.distances
        weigh, going, minutes = asked.parameters, asked.going, float(asked.person.minutes or 0)
        comes = comes_to_people(asked) | asked.only_of_forms(asked.knowledge.route_forms)
        pickup = asked.table.holds("access", ["pickup"])
        near = (going.surely_within(minutes) if going else metres + slack <= sure_m) | asked.here
        far = going.surely_beyond(minutes) if going else metres - slack > limit_m
        if limit_m < weigh["reach.estate_m"] and (asked.where.estate or asked.where.estate_text):
            far = (far | (metres - weigh["reach.house_slack_m"] > limit_m)) | self._elsewhere(asked)
        judged = Judged.by(near | pickup, far & ~asked.here, gain=weigh["reach.within"], silent=comes)
        judged.points[pickup & ~near & ~comes] = weigh["reach.pickup"]
        return judged

    @staticmethod
    def _elsewhere(asked: Asked) -> Bools:
        """Rows held at another known estate: outside for somebody who does not leave the own one."""
        found = np.zeros(len(asked.table), np.bool_)
        for estate in asked.around.estates:
            if estate != asked.where.estate:
                for name in estate.names:
                    found |= asked.table.rows_saying(key(name), in_names=True)
        return found

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if asked.here[row]:
            return "お住まいの団地・地域の中で開かれます"
        if verdict == MET and asked.table.holds("access", ["pickup"])[row]:
            return "送迎があります"
        # How far it is stands in nearness, except for a listing that is not offered: nothing else speaks of it.
        metres = asked.estimated_m[row]
        about = f"およそ{int(metres):,}m。" if verdict == UNMET and not np.isnan(metres) else ""
        end = {MET: "行ける範囲です", UNMET: "行ける範囲の外です"}.get(verdict, "行ける範囲か、はっきりしません")
        minutes = f"片道{asked.person.minutes}分で" if asked.person.minutes is not None else ""
        return f"{about}{end}（{minutes}直線およそ{round(asked.reach_m or 0, -1):,.0f}m）"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        if verdict != UNKNOWN:
            return None
        if asked.person.mode == "bus":
            return "近くの停留所と、行き帰りのバスの時刻はありますか（便は未確認）"
        return "会場までの道のり（距離・坂）は、本人が通えそうですか"

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "送迎があれば可"


class Nearness(Rule):
    """近い場を先にします。会場の点が分からないときは、町や地区どうしのおよその距離でくらべます。"""

    id = "nearness"
    mends = ("steep_way",)

    def applies(self, asked: Asked) -> bool:
        return asked.where.has_point and not asked.person.stays_home

    def judge(self, asked: Asked) -> Judged:
        weigh = asked.parameters
        metres = asked.felt_m
        full = weigh["nearness.nearest"] + (weigh["nearness.wished"] if asked.person.prefers("nearby") else 0)
        zero_at = weigh["nearness.zero_at_m"] if not asked.reach_m else 2 * asked.reach_m
        share = np.clip(1 - metres / zero_at, 0, 1)
        share[asked.here] = 1
        known = ~np.isnan(metres)
        points = np.zeros(len(asked.table), np.int16)
        points[known] = np.round(full * share[known]).astype(np.int16)
        points[asked.same_district] += weigh["nearness.same_district"]
        silent = asked.only_of_forms(asked.knowledge.route_forms)
        judged = Judged.by(known & (points > 0), known & (points == 0), silent=silent)
        points[judged.verdict != MET] = 0
        if asked.reach_m:
            fetched = asked.table.holds("access", ["pickup"])
            points[(judged.verdict == UNMET) & ~fetched] = weigh["nearness.too_far"]
        return Judged(judged.verdict, points)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if verdict == UNKNOWN:
            return "会場の場所が登録されていません"
        metres = int(asked.estimated_m[row])
        basis = distance_basis(asked, row)
        same = "。同じ地区です" if asked.same_district[row] else ""
        far = "遠めです。" if verdict == UNMET else ""
        return f"{far}およそ{metres:,}m（{basis}）{same}" if metres else f"お住まいの場所です（{basis}）"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return WHERE_IS_IT if verdict == UNKNOWN else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "送迎があれば可"


def distance_basis(asked: Asked, row: int) -> str:
    """What the distance was measured between, in Japanese."""
    if asked.here[row]:
        return "会場の名前から"
    level = int(asked.table.columns.level[row])
    if level > 3:
        return "会場の点から"
    if level == 3:
        return "会場は町丁目の代表点から"
    number = int(asked.table.columns.region[row])
    region = next((name for name, n in asked.table.regions.items() if n == number), "")
    kind, _, name = region.partition(":")
    return f"会場の点がないので、{name}{'' if kind == '町' else '地区'}の真ん中から"


class Exertion(Rule):
    """長く歩けない人には歩く運動を出しません。杖や歩行器の人には、歩く運動をうしろにします。"""

    id = "exertion"
    hard = True

    def applies(self, asked: Asked) -> bool:
        return self._hardly_walks(asked) or bool(set(WALKING_AIDS) & set(asked.person.aids))

    @staticmethod
    def _hardly_walks(asked: Asked) -> bool:
        person = asked.person
        if person.stays_home or person.mode == "wheelchair" or "wheelchair" in person.aids:
            return True
        short = person.minutes is not None and person.minutes <= asked.parameters["exertion.short_walk"]
        return short and person.mode in (None, "walk")

    def judge(self, asked: Asked) -> Judged:
        walking = asked.table.holds("content", asked.knowledge.exertion["walking"])
        others = set(asked.knowledge.exertion["sitting"]) | set(asked.knowledge.exertion["moving"])
        # A group that also sits and talks can be joined without walking.
        only_walking = walking & ~asked.table.holds("content", others)
        nothing = np.zeros(len(asked.table), np.bool_)
        if self._hardly_walks(asked):
            return Judged.by(nothing, only_walking, silent=~only_walking)
        strain = asked.parameters["exertion.strain"]
        judged = Judged.by(nothing, nothing, silent=~walking)
        judged.points[walking] = strain
        return judged

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if verdict == UNMET:
            return "歩く運動の会です。長く歩けない方には向きません"
        return "歩く活動です。杖や歩行器での参加は、歩く長さと道の様子しだいです"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "どのくらい歩きますか。杖や歩行器の方もいますか" if verdict == UNKNOWN else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "座って参加できる時間があれば可"


class AccessNeed(Rule):
    """設備の要る人に、それが「ない」と書かれた場は出しません。書かれていなければ尋ねます。"""

    hard = True
    words = ("", "", "")  # there, missing, asked

    def wanted(self, asked: Asked) -> bool:
        return self.id in asked.person.access_needs

    def applies(self, asked: Asked) -> bool:
        return self.wanted(asked) and not asked.person.stays_home

    def barriers(self, asked: Asked) -> Bools:
        return asked.table.denies("access", [self.id])

    def judge(self, asked: Asked) -> Judged:
        held = asked.table.holds("access", [self.id])
        comes = asked.only_of_forms(asked.knowledge.route_forms)
        return Judged.by(held, self.barriers(asked) & ~held, gain=asked.parameters["access.met"], silent=comes & ~held)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        there, missing, _ = self.words
        return {MET: there, UNMET: missing}.get(
            verdict, f"{asked.vocabulary.label('access', self.id)}は書かれていません"
        )

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return self.words[2] if verdict == UNKNOWN else None


class Wheelchair(AccessNeed):
    """車いすの人に、車いすで入れないと書かれた場は出しません。書かれていなければ尋ねます。"""

    id = "wheelchair"
    mends = ("stairs",)
    words = ("車いすで入れます", "車いすでは入れないと書かれています", "車いすのまま入れますか")

    def wanted(self, asked: Asked) -> bool:
        person = asked.person
        return "wheelchair" in person.access_needs or person.mode == "wheelchair" or "wheelchair" in person.aids

    def barriers(self, asked: Asked) -> Bools:
        stairs = asked.table.holds("access", ["stairs"]) & ~asked.table.only_named("access", ["stairs"])
        return super().barriers(asked) | stairs

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "スロープやエレベーターが使えれば可"


class AccessibleToilet(AccessNeed):
    """バリアフリートイレの要る人に、ないと書かれた場は出しません。書かれていなければ尋ねます。"""

    id = "accessible_toilet"
    words = (
        "バリアフリートイレがあります",
        "バリアフリートイレはないと書かれています",
        "バリアフリートイレはありますか",
    )

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "近くのバリアフリートイレが使えれば可"


class NoStairs(Rule):
    """階段のつらい人には、階段のある場をうしろにし、書かれていなければ尋ねます。"""

    id = "stairs"

    def applies(self, asked: Asked) -> bool:
        person = asked.person
        aids = {*WALKING_AIDS, "stroller", "oxygen"} & set(person.aids)
        return not person.stays_home and ("no_stairs" in person.access_needs or bool(aids))

    def judge(self, asked: Asked) -> Judged:
        table, weigh = asked.table, asked.parameters
        stairs = table.holds("access", ["stairs"]) | table.denies("access", ["no_stairs"])
        flat = table.holds("access", ["no_stairs", "wheelchair"]) | table.denies("access", ["stairs"])
        comes = asked.only_of_forms(asked.knowledge.route_forms)
        gain = weigh["access.met"] if "no_stairs" in asked.person.access_needs else 0
        return Judged.by(flat & ~stairs, stairs, gain=gain, loss=weigh["access.stairs"], silent=comes)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        return {MET: "階段なしで入れます", UNMET: "階段があります"}.get(verdict, "階段や段差があるかは書かれていません")

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "階段や段差はありますか（エレベーター、手すり）" if verdict != MET else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "階段のない入口か、手伝う人がいれば可"


REACHING_RULES: tuple[Rule, ...] = (
    AtHome(), Reach(), Nearness(), Exertion(), Wheelchair(), AccessibleToilet(), NoStairs()
)  # fmt: skip
