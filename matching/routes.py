"""Other routes: the desk in charge, and every desk, home-visit, supply or programme that fits and serves the place."""

from collections.abc import Sequence

import numpy as np

from directory.public_view import PublicListing
from geodata.zones import Located
from matching.answer import Match, Route
from matching.judging import BARRIERS, Fetch, Verdicts
from matching.rules.base import MET, UNKNOWN, UNMET
from matching.whereabouts import Whereabouts, candidate_desks, desk_of

MOST_ROUTES = 30
SURELY_FIRST = 10_000  # more points than any listing has
SAID_OF_ROUTES = {("need", MET), ("role", MET), ("interest", MET), ("target", UNKNOWN)}
_FORM_WORDS = {
    "desk": "相談できる窓口です",
    "visit": "家や近所に来てくれる支えです",
    "supply": "食べものや物の支えです",
    "service": "相談してから使う支援です",
    "remote": "家や近所で自分の調子に合わせてできます",
}


def other_routes(main: Verdicts, located: Located, whereabouts: Whereabouts, fetch: Fetch) -> tuple[Route, ...]:
    """The desk first (or those that it may be), then fitting routes by points. Never empty where any desk is known."""
    routes = _desks(main, located, whereabouts)
    named = {desk.name for desk in whereabouts.all_desks}
    rows = np.flatnonzero(main.routes)
    surely = (main.met_needs | main.hoped_for) & ~main.unsure
    best = main.best(rows, main.points[rows] + surely[rows] * np.int16(SURELY_FIRST), MOST_ROUTES)
    shown, place = main.only(best), {int(row): number for number, row in enumerate(best)}
    for row, listing in main.listings(best, fetch):
        if listing.name not in named:
            routes.append(Route(_reason(shown, place[row], listing), listing=listing))
    return tuple(routes)


def _desks(main: Verdicts, located: Located, whereabouts: Whereabouts) -> list[Route]:
    help_ = "困りごとをまとめて相談できます"
    if main.asked.person.stays_home:
        help_ = "訪問の相談や、民生委員・児童委員につなぐ相談ができます"
    if desk := desk_of(located):
        return [Route(f"お住まいの地域の担当窓口です。{help_}", desk=desk)]
    if candidates := candidate_desks(located):
        ask = f"（{located.ask}）" if located.ask else ""
        return [Route(f"担当はこの中のどれかです{ask}。{help_}", desk=desk) for desk in candidates]
    if located.status == "outside":
        there = "市外にお住まいです。まずお住まいの市町村の窓口へ。この市の窓口でも、つなぎ先を尋ねられます"
        return [Route(there, desk=desk) for desk in whereabouts.all_desks]
    unknown = "お住まいの町と番が分かると担当が決まります。分からないままでも、どの窓口でも相談できます"
    return [Route(unknown, desk=desk) for desk in whereabouts.all_desks]


def _reason(main: Verdicts, row: int, listing: PublicListing) -> str:
    asked = main.asked
    forms = {term.form for kind in listing.types if (term := asked.vocabulary.term("type", kind))}
    parts = [_FORM_WORDS[form] for form in _FORM_WORDS if form in forms][:1]
    for name, one in main.listed.items():
        verdict = one.verdicts[row]
        if (name, verdict) in SAID_OF_ROUTES:
            parts.append(one.rule.reason(asked, listing, row, verdict))
        elif (name, verdict) == ("work_stage", UNMET):
            parts.append("いまではなく、あとの段階で考えます")
        elif (name, verdict) == ("residents", UNKNOWN):
            parts.append(one.rule.question(asked, listing, row, UNKNOWN) or "")
    return "。".join(part for part in parts if part)


def area_warnings(main: Verdicts, located: Located, matches: Sequence[Match]) -> tuple[str, ...]:
    """What the reader should know of the answer as a whole."""
    warnings = []
    person = main.asked.person
    if person.place is None:
        warnings.append("場所（住んでいるところ）が書かれていないので、近さと担当窓口は分かりません")
    elif located.status in ("ambiguous", "unknown") and located.ask:
        warnings.append(f"担当の圏域がまだ決まりません。{located.ask}")
    elif not main.asked.where.has_point:
        warnings.append("場所の点が分からないので、近さではくらべていません")
    if person.stays_home:
        warnings.append("外出できない方なので、通う場は不適合です。訪問・電話・オンラインを検討します")
    no_confident = not any(match.confident for match in matches)
    if not matches:
        warnings.append(
            "適合する資源が見つかりません。「ほかの道」を先にします。足りないことは地域課題として記録できます"
        )
    elif no_confident and person.oldest is None and person.youngest is None:
        warnings.append("年代が書かれていないので、対象に入るかどうかが分かりません。年代を入れると、はっきりします")
    elif no_confident and (barriers := _open_barriers(matches)):
        asked = "」「".join(barriers)
        warnings.append(f"「{asked}」が分かっていないので、合うとは言い切れません。電話で聞くと、はっきりします")
    elif no_confident:
        warnings.append("主な困りごとにはっきり応える場は見つかりません。「ほかの道」も合わせて考えます")
    oldest = person.oldest
    older = main.asked.types_where("usual_targets", "older")
    young = oldest is not None and oldest < main.asked.parameters["target.older_near"]
    if young and main.asked.table.root.holds("type", older).any():
        warnings.append("名簿には高齢者中心の場が多くあります。本人の年齢・目的に合うか確認してください")
    return tuple(warnings)


def _open_barriers(matches: Sequence[Match]) -> tuple[str, ...]:
    """What has to be asked of a place that meets the need before it can be called a good fit."""
    meeting = (match for match in matches if any(f.rule == "need" and f.verdict == "met" for f in match.findings))
    return tuple(dict.fromkeys(q.text for match in meeting for q in match.questions if q.rule in BARRIERS))
