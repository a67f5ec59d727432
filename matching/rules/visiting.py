"""When, how and at what cost: hours, booking, money, freshness, and how large a first step it is."""

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from directory.public_view import PublicListing
from directory.summary import cost
from matching.rows import day_number
from matching.rules.base import MET, UNKNOWN, UNMET, Asked, Judged, Rule
from matching.rules.steps import is_quiet
from matching.table import NOT_STATED, Bools

_ALL_READ = 1


class Schedule(Rule):
    """来られる曜日・時間とまったく重ならないと分かる場、書かれた日がもう過ぎた場は出しません。分からなければ尋ねます。"""

    id = "schedule"
    hard = True

    def judge(self, asked: Asked) -> Judged:
        table = asked.table
        comes = asked.only_of_forms(asked.knowledge.route_forms)
        whole = table.columns.schedule == _ALL_READ
        some = table.columns.schedule != NOT_STATED
        over = self._over(asked)
        if not asked.person.windows:
            return Judged.by(some & whole & ~over, over, silent=comes & ~some)
        fits, perhaps = self._by_series(asked)
        met, open_ = self._rows(asked, fits) & ~over, self._rows(asked, perhaps)
        unmet = (whole & ~met & ~open_) | over
        return Judged.by(met, unmet, gain=asked.parameters["schedule.met"], silent=comes & ~some)

    @staticmethod
    def _over(asked: Asked) -> Bools:
        """Rows of which only single days are stated, the last of them before today."""
        last = asked.table.columns.last_day
        over: Bools = (last != NOT_STATED) & (last < day_number(asked.day))
        return over

    @staticmethod
    def _rows(asked: Asked, series: Bools) -> Bools:
        marked = np.zeros(len(asked.table), np.bool_)
        marked[asked.table.series.row[series]] = True
        return marked

    @staticmethod
    def _by_series(asked: Asked) -> tuple[Bools, Bools]:
        """For each series: whether a window is known to hold it, and whether one may, as day or hour is not known."""
        values = asked.table.series.values
        days, start, end = values[:, 0], values[:, 1], values[:, 2]
        enough = asked.parameters["schedule.overlap"]
        known_end: npt.NDArray[np.int32] = np.where(end == NOT_STATED, start + enough, end)
        fits, perhaps = np.zeros(len(days), np.bool_), np.zeros(len(days), np.bool_)
        for window in asked.person.windows:
            bits = sum(1 << day for day in window.days)
            on_day, no_day = (days & bits) != 0, days == 0
            all_days, all_hours = bits == 127, window.start == 0 and window.end >= 24 * 60
            shared = np.minimum(known_end, window.end) - np.maximum(start, window.start)
            in_hours = (start != NOT_STATED) & (shared >= np.minimum(enough, known_end - start)) | all_hours
            fits |= (on_day | (no_day & all_days)) & in_hours
            perhaps |= (on_day | no_day) & (in_hours | (start == NOT_STATED))
        return fits, perhaps & ~fits

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        text = "、".join(meeting.text for meeting in listing.meetings if meeting.text)
        if not text:
            return "開催日時が登録されていません"
        if self._over(asked)[row]:
            return f"開催: {text}。書かれている日は、もう過ぎました"
        if not asked.person.windows:
            return f"開催: {text}"
        end = {MET: "来られる時間と重なります", UNMET: "来られる時間と重なりません"}.get(
            verdict, "来られる時間か確かめてください"
        )
        return f"開催: {text}。{end}"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        if verdict != UNKNOWN:
            return None
        if not listing.meetings:
            return "いつ開かれますか（日時が未登録。参加前に電話確認）"
        if asked.person.windows and asked.table.columns.schedule[row] == _ALL_READ:
            return "次の開催日に来られそうですか（日によって曜日が変わります）"
        return "次はいつ開かれますか"

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        if self._over(asked)[row]:
            return "次の日が決まれば可"
        text = "、".join(meeting.text for meeting in listing.meetings if meeting.text)
        return f"「{text}」に空けば可" if text else None


class Booking(Rule):
    """気軽に行きたい人には、予約なしで行ける場を先にします。予約のことが書かれていなければ尋ねます。"""

    id = "booking"

    def judge(self, asked: Asked) -> Judged:
        table, weigh = asked.table, asked.parameters
        free, needed = table.columns.booking == 1, table.columns.booking == 0
        casual = asked.person.prefers("casual", "no_booking")
        gain, loss = (weigh["booking.free_entry"], weigh["booking.needed"]) if casual else (0, 0)
        if casual:
            return Judged.by(free, needed & ~free, gain=gain, loss=loss)
        return Judged.by(free | needed, np.zeros(len(table), np.bool_))

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        return f"申込: {listing.application_text}" if listing.application_text else "予約が要るかは書かれていません"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "予約や申込は要りますか（予約方法が未登録）" if verdict == UNKNOWN else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "予約なしで行けるか、予約を手伝う人がいれば可"


class Cost(Rule):
    """お金を心配する人には、無料の場を先にし、高い場や望む額を超える場をうしろにします。書かれていなければ尋ねます。"""

    id = "cost"

    def applies(self, asked: Asked) -> bool:
        return self._budget(asked) is not None or bool({"poverty", "food_poverty"} & set(asked.needs))

    @staticmethod
    def _budget(asked: Asked) -> int | None:
        """What may be paid for one time, in yen, where the person said so."""
        return 0 if asked.person.prefers("free") else asked.person.budget_yen

    def judge(self, asked: Asked) -> Judged:
        fee, weigh, budget = asked.table.columns.fee_yen, asked.parameters, self._budget(asked)
        too_much = fee >= weigh["cost.dear_from"] if budget is None else fee > budget
        judged = Judged.by((fee != NOT_STATED) & ~too_much, too_much)
        judged.points[too_much] = weigh["cost.dear" if budget is None else "cost.over_budget"]
        judged.points[fee == 0] = weigh["cost.free"]
        return judged

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        said = cost(listing)
        return f"費用: {said}" if said else "費用は書かれていません"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "費用はいくらですか" if verdict == UNKNOWN else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "費用の負担がなくなれば可"


class Freshness(Rule):
    """この一年のうちに確かめられた情報を、少し先にします。"""

    id = "freshness"

    def judge(self, asked: Asked) -> Judged:
        weigh = asked.parameters
        assured = asked.table.columns.assured_day
        since = day_number(asked.day - timedelta(days=weigh["freshness.fresh_days"]))
        fresh = (assured != NOT_STATED) & (assured >= since)
        return Judged.by(fresh, (assured != NOT_STATED) & ~fresh, gain=weigh["freshness.fresh"])

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if listing.assured_date is None:
            return f"確かめた日の記録がありません（{listing.source_as_of or '時点不明'}の資料）"
        if verdict == UNMET:
            return f"確かめてから長くたっています（{listing.assured_date.isoformat()}）"
        return f"{listing.assured_date.isoformat()} に確かめた情報です"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "載っている日時や場所は、いまも同じですか（情報が古くなっています）" if verdict == UNMET else None


class FirstStep(Rule):
    """ひきこもりの人や1対1から始めたい人には、訪問・個別・少人数を先にし、大勢の集まりを最初に勧めません。"""

    id = "first_step"

    def applies(self, asked: Asked) -> bool:
        return is_quiet(asked)

    def judge(self, asked: Asked) -> Judged:
        table, weigh = asked.table, asked.parameters
        capacity = table.columns.capacity
        small = (capacity != NOT_STATED) & (capacity <= weigh["first_step.small_group"])
        alone = asked.only_of_forms(asked.knowledge.route_forms)
        crowd = asked.of_forms(asked.knowledge.come_to_forms) & ~small & ~alone
        return Judged.by(small | alone, crowd, gain=weigh["first_step.quiet"], loss=weigh["first_step.crowd"])

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if verdict == MET:
            return "個別か少人数から始められます"
        if verdict == UNMET:
            start = (
                "見学から始められます"
                if listing.has("first_visit", "visit_ok")
                else "最初の一歩には、相談や訪問、見学から"
            )
            return f"集団の場です。{start}"
        return "人数は書かれていません"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        if verdict == MET:
            return None
        ways = (("visit_ok", "見学"), ("leave_early_ok", "途中で帰ること"))
        unknown = [words for term, words in ways if listing.has("first_visit", term) is None]
        return f"少人数の時間や、{'・'.join(unknown)}はできますか" if unknown else "少人数の時間はありますか"

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return "少人数か1対1で始められれば可"


class Weather(Rule):
    """屋外の会では、雨の日や暑い日にどうなるかを尋ねます。"""

    id = "weather"

    def judge(self, asked: Asked) -> Judged:
        outdoors = asked.table.columns.outdoors >= 1
        outdoors |= asked.table.holds("content", asked.knowledge.exertion["walking"]) & (
            asked.table.columns.outdoors == NOT_STATED
        )
        said = asked.table.rows_saying("雨", in_names=False, remember=True)
        return Judged.by(outdoors & said, np.zeros(len(said), np.bool_), silent=~outdoors)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        return "雨の日のことが書かれています" if verdict == MET else "屋外の会です。雨天時の扱いは未登録です"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "雨の日や暑い日はどうなりますか（雨天時の扱いが未登録）" if verdict == UNKNOWN else None


class SameZone(Rule):
    """同じ日常生活圏域かどうかは、同じくらいの場を並べるときだけに使います。圏域の外でも参加できます。"""

    id = "same_zone"

    def applies(self, asked: Asked) -> bool:
        return asked.where.zone_id is not None

    def judge(self, asked: Asked) -> Judged:
        nothing = np.zeros(len(asked.table), np.bool_)
        return Judged.by(nothing, nothing, silent=~nothing)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        raise NotImplementedError  # it is never among the findings


VISITING_RULES: tuple[Rule, ...] = (Schedule(), Booking(), Cost(), Freshness(), FirstStep(), Weather(), SameZone())
