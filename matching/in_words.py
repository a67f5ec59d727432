"""The answer as text for a terminal."""

from collections.abc import Iterator

from directory.vocabulary import Vocabulary
from matching.answer import Match, Matches

FITS = {"good": "合いそう", "possible": "条件しだい"}
MARKS = {"met": "○", "unmet": "×", "unknown": "?"}


def in_words(matches: Matches, vocabulary: Vocabulary) -> str:
    return "\n".join(_lines(matches, vocabulary))


def _lines(matches: Matches, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"{matches.day.isoformat()} 名簿 {matches.catalogue_version} 版  決まり {matches.rules_version}"
    if matches.desk:
        yield f"担当窓口: {matches.desk.name}  {matches.desk.phone or ''}"
    for warning in matches.warnings:
        yield f"! {warning}"
    if matches.no_confident_match:
        yield "\n適合なし（はっきり合う場は見つかりません）。ほかの道を先に:"
        yield from _routes(matches)
    for rank, match in enumerate(matches.matches, 1):
        yield from _one(rank, match)
    if matches.near_misses:
        yield "\n惜しい候補:"
        yield from (f"  {near.listing.name}: {near.reason} → {near.would_fit_if}" for near in matches.near_misses)
    if not matches.no_confident_match:
        yield "\nほかの道:"
        yield from _routes(matches)
    if matches.unmet_needs:
        labels = [vocabulary.label("access" if n == "home_visit" else "need", n) for n in matches.unmet_needs]
        yield f"\n応えられていないこと: {'、'.join(labels)}"
    for one in matches.household:
        names = "、".join(match.listing.name for match in one.matches) or "合いそうな場がありません"
        yield f"ご家族（{one.who}）ひとりなら: {names}"


def _one(rank: int, match: Match) -> Iterator[str]:
    listing = match.listing
    where = listing.place or "場所は未登録"
    yield f"\n{rank}. {listing.name}（{FITS[match.fit]}・{match.points}点） {where}"
    for finding in match.findings:
        points = f"{finding.points:+d}" if finding.points else ""
        yield f"   {MARKS[finding.verdict]} {finding.reason} {points}".rstrip()
    if match.questions:
        yield "   電話で確かめること:"
        yield from (f"     ・{question.text}" for question in match.questions)
    if match.next_dates:
        yield f"   次の開催: {'、'.join(day.isoformat() for day in match.next_dates)}"


def _routes(matches: Matches) -> Iterator[str]:
    for route in matches.other_routes:
        if route.listing:
            yield f"  ・{route.listing.name}: {route.reason}"
        elif route.desk:
            yield f"  ・{route.desk.name} {route.desk.phone or ''}: {route.reason}"
