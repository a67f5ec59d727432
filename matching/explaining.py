"""Words for the few listings that are shown: findings, questions, distance, dates; and why others were left out."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from directory.calendar.occasions import next_days, notices, perhaps_resting
from directory.japanese_days import day_words
from directory.public_view import PublicListing
from directory.statuses import announced
from geodata.travel import TravelTime
from matching.answer import Finding, LeftOut, Match, Question
from matching.judging import BARRIERS, Verdicts
from matching.rules import Asked
from matching.rules.base import SILENT, UNKNOWN, VERDICT_WORDS
from matching.rules.reaching import WHERE_IS_IT, distance_basis

DATES_SHOWN = 3


def explained(shown: Verdicts, others: Sequence[Verdicts], row: int, listing: PublicListing) -> Match:
    """One suggestion in full. `shown` and `others` hold the same rows: the person and the rest of the household."""
    asked = shown.asked
    findings: list[Finding] = []
    questions: list[Question] = []
    for one in shown.listed.values():
        rule, verdict = one.rule, one.verdicts[row]
        if verdict == SILENT:
            continue
        reason = rule.reason(asked, listing, row, verdict)
        findings.append(Finding(rule.id, VERDICT_WORDS[verdict], one.points[row], reason))
        if text := rule.question(asked, listing, row, verdict):
            questions.append(Question(rule.id, text))
    # Whether the person can be there at all is asked first.
    questions.sort(key=lambda question: question.rule not in BARRIERS)
    findings += [_for_relative(other, row) for other in others]
    total = sum(finding.points for finding in findings)
    confident = shown.meets_first(row) and shown.leaves_no_barrier_open(row) and shown.is_for_person(row)
    dates = next_days(listing, asked.day, DATES_SHOWN)[:DATES_SHOWN]
    metres = None if np.isnan(asked.estimated_m[row]) else int(asked.estimated_m[row])
    takes = _travel_time(asked, row, metres)
    basis = None if metres is None else distance_basis(asked, row)
    return Match(
        listing=listing,
        points=total,
        fit="good" if confident and _nothing_speaks_against(shown, row, findings, total, takes) else "possible",
        confident=confident,
        findings=tuple(findings),
        questions=_with_the_place(questions, listing),
        distance_m=metres,
        travel_minutes=takes.minutes if takes else None,
        way=f"{basis}。{takes.words}" if takes else basis,
        way_notes=takes.notes if takes else (),
        next_dates=dates,
        notices=(
            *announced(listing, asked.day),
            *notices(listing),
            *perhaps_resting(listing, dates),
            *_far_ahead(asked, dates),
        ),
    )


def _far_ahead(asked: Asked, dates: Sequence[date]) -> Iterator[str]:
    """A season's first day may be half a year away: that a time fits says nothing of how soon."""
    if dates and (dates[0] - asked.day).days > asked.parameters["schedule.far_days"]:
        yield f"次に開かれるのは{day_words(dates[0])}です。それまでのつなぎも考えます"


def _travel_time(asked: Asked, row: int, metres: int | None) -> TravelTime | None:
    """None where nothing was said of getting about, or the distance is not known."""
    if asked.mobility is None or metres is None:
        return None
    return asked.travel.time(float(metres), asked.mobility, asked.going.between(row) if asked.going else None)


def left_out(shown: Verdicts, row: int, listing: PublicListing, *, admits: bool) -> LeftOut:
    """Why a fitting listing is not offered; with `admits` the one change that would admit it, where there is one."""
    asked = shown.asked
    rule = shown.kept_out_by(row)
    change = rule.would_fit_if(asked, listing, row) if admits and shown.admitted_by(rule, row) else None
    return LeftOut(listing, rule.id, rule.reason(asked, listing, row, shown.verdict(rule.id, row)), change)


def _for_relative(other: Verdicts, row: int) -> Finding:
    """Whether a further person of the household could use it too."""
    who = other.asked.person.age_words
    if other.offered[row]:
        points = other.asked.parameters["household.serves"]
        return Finding("household", "met", points, f"ご家族（{who}）にも合います")
    why = "条件が合いません" if other.breaks(row) else "困りごと・希望とは別です"
    return Finding("household", "unmet", 0, f"ご家族（{who}）の{why}")


def _nothing_speaks_against(
    shown: Verdicts, row: int, findings: Sequence[Finding], total: int, takes: TravelTime | None
) -> bool:
    asked = shown.asked
    minutes = takes.minutes if takes else None
    far = shown.verdict("reach", row) == UNKNOWN and (minutes is None or minutes > (asked.person.minutes or 0))
    against = any(finding.verdict == "unmet" and finding.points < 0 for finding in findings)
    return total >= asked.parameters["answer.good_from"] and not far and not against


def _with_the_place(questions: Sequence[Question], listing: PublicListing) -> tuple[Question, ...]:
    """The questions with the one about the place, asked once: a coarse place is asked of the 社協."""
    if any(venue.coarse for venue in listing.venues):
        others = [question for question in questions if question.rule != "nearness"]
        return (*others, Question("place", "会場を教えてもらえますか（社協経由でご案内する場所です）"))
    if listing.venues or any(question.rule == "nearness" for question in questions):
        return tuple(questions)
    return (*questions, Question("place", WHERE_IS_IT))
