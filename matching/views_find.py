"""The matcher behind the residents' three questions (`/find`): the same rules, an answer in few words."""

from collections.abc import Callable, Sequence
from datetime import date

from directory.standing import USUAL, Freshness
from directory.views.find import MOST_PLACES, Question, Suggestion, Suggestions
from directory.vocabulary import Vocabulary
from matching.answer import Match
from matching.current import CurrentTable
from matching.judging import Fetch
from matching.matcher import Matcher
from matching.person import read

ASKED = ("status", "schedule", "booking", "residents", "usual_target", "place")
MOST_ASKED = 3
MOST_LOOKED_AT = 10


def find_places(
    matcher: Matcher,
    table: CurrentTable,
    fetch: Fetch,
    vocabulary: Vocabulary,
    today: Callable[[], date],
    freshness: Freshness = USUAL,
) -> Callable[[Question], Suggestions]:
    """What `directory.views.find` calls for an answer. Nothing of the question is kept."""

    def _not_faded(matches: Sequence[Match]) -> list[Match]:
        """Who goes by these three alone is not sent where perhaps nobody is any more."""
        return [one for one in matches if freshness.standing(one.listing.assured_date, today()) != "faded"]

    def answer(question: Question) -> Suggestions:
        window = {"days": list(question.days), "from": question.begins, "to": question.ends}
        stated = {
            "interests": list(question.contents),
            "availability": [window] if question.days or question.half else [],
            "place": question.place or None,
        }
        sheet = read(stated, vocabulary)
        matches = matcher.rank(sheet, table.get(), fetch, today(), MOST_PLACES)
        if len(held := _not_faded(matches.matches)) < len(matches.matches):
            held = _not_faded(matcher.rank(sheet, table.get(), fetch, today(), MOST_LOOKED_AT).matches)
        return Suggestions(
            places=tuple(_suggestion(match, bool(stated["availability"])) for match in held[:MOST_PLACES]),
            place_note=_place_note(question, matches.area),
        )

    return answer


def _suggestion(match: Match, hours_asked: bool) -> Suggestion:
    """In a few words: the hours, the distance and for whom it is stand on the card anyway."""
    met = {finding.rule: finding.reason for finding in match.findings if finding.verdict == "met"}
    reasons = [met["interest"]] if "interest" in met else []
    reasons += ["選んだ曜日と時間に開かれます"] if hours_asked and "schedule" in met else []
    asked = [question.text for question in match.questions if question.rule in ASKED]
    distance = f"およそ{match.distance_m:,}m" if match.distance_m else None
    return Suggestion(
        listing_id=match.listing.id, reasons=tuple(reasons), ask=tuple(asked[:MOST_ASKED]), minutes=distance
    )


def _place_note(question: Question, area: dict[str, object]) -> str | None:
    if not question.place:
        return None
    geocode = area["geocode"]
    if not isinstance(geocode, dict) or geocode["lat"] is None:
        return f"「{question.place}」の場所が分からなかったので、近さではくらべていません。"
    town = geocode["town"] or question.place
    return f"{town}のあたりから近い順もみて選びました。"
