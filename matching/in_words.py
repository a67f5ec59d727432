"""The answer in words: what is worth saying during a call, and the whole as text for a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.profile import EmergencyNumber
from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from matching.answer import LeftOut, Match, Matches

FITS = {"good": "合いそう", "possible": "条件しだい"}
MARKS = {"met": "○", "unmet": "×", "unknown": "?"}
ROUTES_OPEN = 5
QUESTIONS_OPEN = 3
# What a suggestion's head says anyway: the distance, and when it was last confirmed.
_IN_THE_HEAD = {"met": ("nearness", "freshness"), "unmet": ("freshness",)}
# Facts that are read out on the telephone though they earn no points.
_READ_OUT = ("schedule", "booking", "cost")


@dataclass(frozen=True, slots=True)
class Near:
    """Near misses of one rule: what is true of all and would admit all, and each listing with what is its own."""

    why: str
    change: str
    listings: tuple[tuple[PublicListing, str], ...]


def said(match: Match, verdict: str) -> list[str]:
    """The reasons of a verdict that are worth saying: what counted, and facts to read out; nothing twice."""
    return [
        finding.reason
        for finding in match.findings
        if finding.verdict == verdict
        and finding.rule not in _IN_THE_HEAD[verdict]
        and (verdict == "unmet" or finding.points or finding.rule in _READ_OUT)
    ]


def grouped(near_misses: Sequence[LeftOut]) -> tuple[Near, ...]:
    """Near misses by the rule that keeps them out, in their order."""
    by_rule: dict[str, list[LeftOut]] = {}
    for near in near_misses:
        by_rule.setdefault(near.rule, []).append(near)
    return tuple(_group(found) for found in by_rule.values())


def _group(found: Sequence[LeftOut]) -> Near:
    sentences = [_beside_the_change(near) for near in found]
    common = [one for one in sentences[0] if all(one in others for others in sentences)]
    changes = {near.would_fit_if or "" for near in found}
    change = changes.pop() if len(changes) == 1 else ""
    listings = []
    for near, spoken in zip(found, sentences, strict=True):
        own = [one for one in spoken if one not in common]
        own += [near.would_fit_if] if near.would_fit_if and not change else []
        listings.append((near.listing, "。".join(own)))
    return Near("。".join(common), change, tuple(listings))


def _beside_the_change(near: LeftOut) -> list[str]:
    """The reason's sentences, but for those that the change repeats (the hours)."""
    change = near.would_fit_if or ""
    return [one for one in near.reason.split("。") if not (":" in one and one.partition(": ")[2] in change)]


def open_questions(match: Match) -> list[str]:
    """What nobody knows of a suggestion: the questions for the telephone, then what no question asks for."""
    asked = {question.rule for question in match.questions}
    findings = (one for one in match.findings if one.verdict == "unknown" and not one.points)
    unasked = [one.reason for one in findings if one.rule not in asked]
    return [*(question.text for question in match.questions), *unasked]


def open_everywhere(matches: Sequence[Match]) -> tuple[str, ...]:
    """What nobody knows of any of several suggestions, in the order of the first; of one alone it stands beside it."""
    if len(matches) < 2:
        return ()
    first, *others = [open_questions(match) for match in matches]
    return tuple(one for one in first if all(one in texts for texts in others))


def in_words(matches: Matches, vocabulary: Vocabulary, emergency: Sequence[EmergencyNumber] = ()) -> str:
    """The whole answer for a terminal. `emergency`: the numbers that come first where nothing clearly fits."""
    return "\n".join(_lines(matches, vocabulary, emergency))


def _lines(matches: Matches, vocabulary: Vocabulary, emergency: Sequence[EmergencyNumber]) -> Iterator[str]:
    yield f"{matches.day.isoformat()} 名簿 {matches.catalogue_version} 版  決まり {matches.rules_version}"
    if matches.desk:
        yield f"担当窓口: {matches.desk.name}  {matches.desk.phone or ''}"
    for warning in matches.warnings:
        yield f"! {warning}"
    if matches.no_confident_match:
        yield "\n適合なし（はっきり合う場は見つかりません）。ほかの道を先に:"
        yield from _routes(matches)
        yield "\n命や安全にかかわるときは:"
        yield from (f"  ・{one.label} {one.number}" for one in emergency)
    common = open_everywhere(matches.matches)
    for rank, match in enumerate(matches.matches, 1):
        yield from _one(rank, match, common)
    if common:
        yield "\nどの候補にも、電話で確かめること:"
        yield from (f"  ・{text}" for text in common)
    if matches.near_misses:
        yield "\n惜しい候補:"
        yield from (line for near in grouped(matches.near_misses) for line in _near(near))
    if not matches.no_confident_match:
        yield "\nほかの道:"
        yield from _routes(matches)
    if matches.unmet_needs:
        labels = [vocabulary.label("access" if n == "home_visit" else "need", n) for n in matches.unmet_needs]
        yield f"\n応えられていないこと: {'、'.join(labels)}"
    for one in matches.household:
        names = "、".join(match.listing.name for match in one.matches) or "合いそうな場がありません"
        yield f"\nご家族（{one.who}）ひとりなら: {names}"
        if one.accompany:
            yield f"  付き添い: {one.accompany}"
        for pair in one.same_time:
            when = f"{pair.day.isoformat()} {pair.hours or '（時間は要確認）'}"
            yield f"  同じ日に: {when} 本人は{pair.listing.name}、ご家族は{pair.relatives.name}"


def _one(rank: int, match: Match, common: Sequence[str]) -> Iterator[str]:
    listing = match.listing
    where = listing.place or "場所は未登録"
    yield f"\n{rank}. {listing.name}（{FITS[match.fit]}・{match.points}点） {where}"
    if match.travel_basis:
        yield f"   道のり: {match.travel_basis}"
    for finding in match.findings:
        if finding.verdict == "unknown" and not finding.points:
            continue  # it stands among what is to be asked
        points = f"{finding.points:+d}" if finding.points else ""
        yield f"   {MARKS[finding.verdict]} {finding.reason} {points}".rstrip()
    if own := [text for text in open_questions(match) if text not in common]:
        yield "   電話で確かめること:"
        yield from (f"     ・{text}" for text in own)
    yield from (f"   ※{notice}" for notice in match.notices)
    if match.next_dates:
        yield f"   次の開催: {'、'.join(day.isoformat() for day in match.next_dates)}"


def _near(near: Near) -> Iterator[str]:
    if head := " → ".join(part for part in (near.why, near.change) if part):
        yield f"  {head}"
    yield from (f"    ・{listing.name}{': ' if own else ''}{own}" for listing, own in near.listings)


def _routes(matches: Matches) -> Iterator[str]:
    for route in matches.other_routes:
        if route.listing:
            yield f"  ・{route.listing.name}: {route.reason}"
        elif route.desk:
            yield f"  ・{route.desk.name} {route.desk.phone or ''}: {route.reason}"
