"""The rules once more, for one listing at a time: rule → (met | unmet | unknown, points); a silent rule is left out."""

import re
from collections.abc import Iterator
from datetime import timedelta

from geodata.characters import key
from tests.matching.checker import COME_TO, ROUTES, Facts, Question

Verdict = tuple[str, int]
HARD = {"status", "age", "target", "residents", "work_stage", "only_women_or_men", "avoid", "at_home", "reach",
        "exertion", "wheelchair", "accessible_toilet", "schedule"}  # fmt: skip
AIDS = {"cane", "rollator"}
NO_BOOKING = re.compile(
    r"(予約|申込|申し込み|事前)[^。、]{0,8}(不要|なし|無し|いりません|要りません)|自由参加|当日参加|直接会場"
)


def judged(asked: Question, facts: Facts) -> dict[str, Verdict]:
    """Every rule's verdict on one listing."""
    return {name: found for name, rule in RULES.items() if (found := rule(asked, facts)) is not None}


def meets(asked: Question, facts: Facts, need: str) -> bool:
    types, contents = asked.met_by[need]
    said = ("need", need) in facts.held or facts.any("type", types)
    said |= facts.any("content", contents) and not facts.of_a_circle
    said |= need == "purpose" and facts.any("role", asked.wanted)
    if need == "carer" and asked.is_child:
        said = said and facts.any("target", {"child", "youth"})
    return said and ("need", need) not in facts.denied


def eases(asked: Question, facts: Facts, need: str) -> bool:
    types, contents = asked.eased_by[need]
    if need == "carer" and asked.is_child:
        types = types | {"kodomo_shokudo", "learning_support", "ibasho"}
    helps = facts.any("type", types) or facts.any("content", contents)
    if asked.is_child and facts.of_a_circle:
        return False
    return helps and not meets(asked, facts, need) and ("need", need) not in facts.denied


def _known(asked: Question, facts: Facts, need: str) -> bool:
    types, contents = asked.met_by[need]
    surely = any(("content", c) in facts.held and ("content", c) not in facts.named for c in contents)
    surely &= not facts.of_a_circle
    asks = need == "purpose" and facts.any("role", asked.wanted)
    return asks or facts.any("type", types) or ("need", need) in facts.held or surely


def need(asked: Question, facts: Facts) -> Verdict | None:
    if not asked.needs:
        return None
    points, any_ = 0, False
    for place, one in enumerate(asked.needs):
        if meets(asked, facts, one):
            any_ = True
            points += asked.weigh["need.other_met" if place else "need.first_met"]
            points += 0 if _known(asked, facts, one) else asked.weigh["need.guessed"]
            points += asked.weigh["need.stated_more"] if ("need", one) in facts.held else 0
        elif eases(asked, facts, one):
            any_ = True
            points += asked.weigh["need.eased"]
    if any_:
        return "met", points
    nothing = not facts.types and facts.none_of("need") and facts.none_of("content")
    return ("unknown" if nothing else "unmet"), points


def _hits(asked: Question, facts: Facts) -> Iterator[int]:
    weigh = asked.weigh
    for (scheme, term), terms in asked.wished:
        held = facts.any(scheme, terms)
        named = scheme in ("need", "target", "content", "access") and any((scheme, t) in facts.named for t in terms)
        held |= (scheme, term) == ("access", "outdoor") and facts.outdoors in ("outdoor", "both")
        held |= (scheme, term) == ("access", "indoor") and facts.outdoors == "indoor"
        if named:
            yield weigh["interest.from_name"]
        elif held:
            yield weigh["interest.known"]
    for word in asked.words:
        if word and word in facts.name_text:
            yield weigh["interest.word_in_name"]
        elif word and word in facts.other_text:
            yield weigh["interest.word_in_text"]


def interest(asked: Question, facts: Facts) -> Verdict | None:
    if not asked.wished and not asked.words:
        return None
    hits = list(_hits(asked, facts))[: asked.weigh["interest.counted"]]
    if hits:
        return "met", sum(hits)
    stated = any(pair[0] == "content" and pair not in facts.named for pair in facts.held)
    return ("unmet" if stated else "unknown"), 0


def hoped_for(asked: Question, facts: Facts, said: dict[str, Verdict]) -> bool:
    """Whether it does or is what is hoped for, or wants the role that the person wants."""
    wished = any(facts.any(pair[0], terms) for pair, terms in asked.wished if pair[0] in ("content", "type"))
    spoken = any(word and (word in facts.name_text or word in facts.other_text) for word in asked.words)
    return wished or spoken or said.get("role", ("", 0))[0] == "met"


def role(asked: Question, facts: Facts) -> Verdict | None:
    if not asked.wanted:
        return None
    if facts.any("role", asked.wanted):
        return "met", asked.weigh["role.met"]
    if facts.any("role", asked.near):
        return "met", asked.weigh["role.near"]
    if any(("role", one) in facts.denied for one in asked.wanted):
        return "unmet", 0
    return ("met", asked.weigh["role.usual"]) if facts.types & asked.usual_roles else ("unknown", 0)


def ability(asked: Question, facts: Facts) -> Verdict | None:
    if facts.any("ability", asked.person.abilities):
        return "met", asked.weigh["ability.wanted"]
    return ("met", asked.weigh["ability.met"]) if facts.any("content", asked.useful) else None


def companion(asked: Question, facts: Facts) -> Verdict | None:
    if not asked.companions:
        return None
    said = [1 if p in facts.held else -1 if p in facts.denied else 0 for p in asked.companions]
    points = said.count(1) * asked.weigh["companion.welcome"] + said.count(-1) * asked.weigh["companion.refused"]
    return ("unmet" if -1 in said else "unknown" if 0 in said else "met"), points


def status(asked: Question, facts: Facts) -> Verdict:
    return {"active": ("met", 0), "unknown": ("unknown", 0)}.get(facts.listing.status, ("unmet", 0))


def _for_helpers(asked: Question, facts: Facts, found: Verdict | None) -> Verdict | None:
    """Ages and targets speak of those who come to take part, not of those who help, where there are both."""
    if found is None or not asked.helps_only or (facts.types and not facts.types & asked.joined):
        return found
    if facts.any("role", (*asked.wanted, *asked.nearly)):
        return None
    return ("unknown", 0) if found[0] == "unmet" else found


def _age(asked: Question, facts: Facts) -> Verdict | None:
    low, high = facts.listing.minimum_age, facts.listing.maximum_age
    youngest, oldest = asked.person.youngest, asked.person.oldest
    if (low is None and high is None) or (youngest is None and oldest is None):
        return None
    first, last = youngest or 0, 999 if oldest is None else oldest
    if (low is not None and last < low) or (high is not None and first > high):
        return "unmet", 0
    inside = (low is None or first >= low) and (high is None or last <= high)
    return ("met" if inside else "unknown"), 0


def _stated(asked: Question, facts: Facts) -> list[bool | None]:
    return [asked.includes[t] for s, t in facts.held if s == "target" and t in asked.includes]


def _target(asked: Question, facts: Facts) -> Verdict | None:
    answers = _stated(asked, facts)
    if not answers:
        return None
    if True in answers:
        return "met", asked.weigh["target.stated"]
    if None in answers:
        return "unknown", 0
    surely = any(pair[0] == "target" and pair not in facts.named for pair in facts.held)
    return ("unmet", 0) if surely else None


def _usual_target(asked: Question, facts: Facts) -> Verdict | None:
    listing = facts.listing
    if _target(asked, facts) is not None or listing.minimum_age is not None or listing.maximum_age is not None:
        return None
    if _stated(asked, facts):
        return "unmet", asked.weigh["target.outside_usual"]
    answers = [asked.usually[kind] for kind in facts.types if kind in asked.usually]
    if not answers:
        return None
    if True in answers:
        return "met", asked.weigh["target.usual"]
    return ("unknown", 0) if None in answers else ("unmet", asked.weigh["target.outside_usual"])


def age(asked: Question, facts: Facts) -> Verdict | None:
    return _for_helpers(asked, facts, _age(asked, facts))


def target(asked: Question, facts: Facts) -> Verdict | None:
    return _for_helpers(asked, facts, _target(asked, facts))


def usual_target(asked: Question, facts: Facts) -> Verdict | None:
    return _for_helpers(asked, facts, _usual_target(asked, facts))


def _lives_in(asked: Question, extent: str) -> bool | None:
    """Whether the person lives there, for extents that are a 地区 or an estate of the tests' municipality."""
    where, around = asked.where, asked.around
    if where.outside:
        return False
    if extent in (*asked.knowledge.everywhere, around.city):
        return None if where.town is None and not where.has_point else True
    estate = next((one for one in around.estates if extent in one.names), None)
    if estate is not None:
        if where.estate is not None:
            return where.estate == estate
        if where.town is None or estate.town is None:
            elsewhere = estate.district and where.district and estate.district != where.district
            return False if where.town is not None and elsewhere else None
        return None if estate.town.startswith(where.town) else False
    if where.town is None:
        return None
    return where.town.startswith(around.districts.get(extent, (extent,)))


def residents(asked: Question, facts: Facts) -> Verdict | None:
    listing = facts.listing
    names = [*listing.residents_of, *(listing.extents if facts.forms & ROUTES else ())]
    answers = [_lives_in(asked, name) for name in names]
    anyone = ("target", "anyone") in facts.held and ("target", "anyone") not in facts.named
    members = any(word in facts.name_text for word in asked.members) and not anyone
    members |= ("target", "residents_only") in facts.held
    if True in answers:
        return "met", asked.weigh["nearness.same_district"] if facts.only_route else 0
    if None in answers:
        return "unknown", 0
    return ("unmet", 0) if answers else ("unknown", 0) if members else None


def work_stage(asked: Question, facts: Facts) -> Verdict | None:
    stage = asked.person.stage
    early = stage == "daily" or (stage is None and asked.quiet and "work_prep_need" not in asked.needs)
    return ("unmet", 0) if early and facts.any("type", set(asked.knowledge.work_types)) else None


def work_later(asked: Question, facts: Facts) -> Verdict | None:
    person = asked.person
    if person.stage != "social" or asked.wanted or "work_prep_need" in asked.needs:
        return None
    return ("unmet", asked.weigh["work_later.not_wished"]) if facts.types & {"work_prep", "work_training"} else None


def only_women_or_men(asked: Question, facts: Facts) -> Verdict | None:
    man, woman = "men_welcome" in asked.person.wished("target"), asked.person.prefers("women")
    if man is woman:
        return None
    women, men = (
        any(key(word) in text for word in words for text in (facts.name_text, facts.other_text))
        for words in (asked.knowledge.only_women, asked.knowledge.only_men)
    )
    own, others = (men, women) if man else (women, men)
    if own and others:
        return "unknown", 0
    return ("met", asked.weigh["companion.welcome"]) if own else ("unmet", 0) if others else None


def avoid(asked: Question, facts: Facts) -> Verdict | None:
    ends = ("なし", "はない", "はありません", "はしません", "はお断り", "をしない", "不要")
    for wish in asked.person.avoid:
        for scheme, term in wish.terms:
            if scheme == "preference":
                if term == "large_group" and (facts.listing.capacity or 0) > 30:
                    return "unmet", 0
            elif facts.any(scheme, [t.id for t in asked.vocabulary.narrower(scheme, term)] or [term]):
                return "unmet", 0
            if (scheme, term) == ("access", "outdoor") and facts.outdoors == "outdoor":
                return "unmet", 0
        text = key(wish.text)
        if not wish.terms and text:
            speaks = text in facts.other_text and not any(text + key(end) in facts.other_text for end in ends)
            if text in facts.name_text or speaks:
                return "unmet", 0
    return None


def at_home(asked: Question, facts: Facts) -> Verdict | None:
    if not asked.person.stays_home:
        return None
    if facts.comes:
        return "met", asked.weigh["access.met"]
    return ("unmet", 0) if facts.forms & COME_TO or ("access", "home_visit") in facts.denied else ("unknown", 0)


def reach(asked: Question, facts: Facts) -> Verdict | None:
    weigh = asked.weigh
    if asked.reach_m is None or not asked.where.has_point or asked.person.stays_home:
        return None
    if facts.comes or facts.only_route:
        return None
    there, here = asked.distance(facts), asked.here(facts)
    near = here or (there is not None and sum(there) <= (asked.sure_m or 0))
    if near or ("access", "pickup") in facts.held:
        return "met", weigh["reach.within" if near else "reach.pickup"]
    far = there is not None and there[0] - there[1] > asked.reach_m
    if asked.reach_m < weigh["reach.estate_m"] and (asked.where.estate or asked.where.estate_text):
        far |= there is not None and there[0] - weigh["reach.house_slack_m"] > asked.reach_m
        others = (one for one in asked.around.estates if one != asked.where.estate)
        far |= any(key(name) in facts.name_text for one in others for name in one.names)
    return ("unmet" if far else "unknown"), 0


def nearness(asked: Question, facts: Facts) -> Verdict | None:
    weigh = asked.weigh
    if not asked.where.has_point or asked.person.stays_home or facts.only_route:
        return None
    full = weigh["nearness.nearest"] + (weigh["nearness.wished"] if asked.person.prefers("nearby") else 0)
    zero_at = 2 * asked.reach_m if asked.reach_m else weigh["nearness.zero_at_m"]
    there = asked.distance(facts)
    if asked.here(facts):
        known, points = True, full
    elif there is None:
        known, points = False, 0
    else:
        metres = round((there[0] ** 2 + (there[1] / 2) ** 2) ** 0.5 / 10) * 10
        known, points = True, round(full * min(1, max(0, 1 - metres / zero_at)))
    town, district = facts.town, facts.listing.district
    own = asked.around.district_of(town) if town else district
    points += weigh["nearness.same_district"] if own and own == asked.where.district else 0
    if not known:
        return "unknown", 0
    if points > 0:
        return "met", points
    fetched = ("access", "pickup") in facts.held
    return "unmet", weigh["nearness.too_far"] if asked.reach_m and not fetched else 0


def exertion(asked: Question, facts: Facts) -> Verdict | None:
    kinds = asked.knowledge.exertion
    if not facts.any("content", set(kinds["walking"])):
        return None
    if not asked.walks:
        return None if facts.any("content", {*kinds["sitting"], *kinds["moving"]}) else ("unmet", 0)
    return ("unknown", asked.weigh["exertion.strain"]) if AIDS & set(asked.person.aids) else None


def _access(asked: Question, facts: Facts, term: str, barred: bool) -> Verdict | None:
    if ("access", term) in facts.held:
        return "met", asked.weigh["access.met"]
    if facts.only_route:
        return None
    return ("unmet" if barred or ("access", term) in facts.denied else "unknown"), 0


def wheelchair(asked: Question, facts: Facts) -> Verdict | None:
    person = asked.person
    wants = "wheelchair" in (*person.access_needs, person.mode, *person.aids)
    stairs = ("access", "stairs") in facts.held - facts.named
    return _access(asked, facts, "wheelchair", stairs) if wants and not person.stays_home else None


def accessible_toilet(asked: Question, facts: Facts) -> Verdict | None:
    wants = "accessible_toilet" in asked.person.access_needs and not asked.person.stays_home
    return _access(asked, facts, "accessible_toilet", False) if wants else None


def stairs(asked: Question, facts: Facts) -> Verdict | None:
    person = asked.person
    wants = "no_stairs" in person.access_needs
    if person.stays_home or facts.only_route or not (wants or {*AIDS, "stroller", "oxygen"} & set(person.aids)):
        return None
    if ("access", "stairs") in facts.held or ("access", "no_stairs") in facts.denied:
        return "unmet", asked.weigh["access.stairs"]
    flat = {("access", "no_stairs"), ("access", "wheelchair")} & facts.held or ("access", "stairs") in facts.denied
    return ("met", asked.weigh["access.met"] if wants else 0) if flat else ("unknown", 0)


def schedule(asked: Question, facts: Facts) -> Verdict | None:
    if facts.only_route and not facts.any_meeting:
        return None
    windows = asked.person.windows
    if facts.last_day is not None and facts.last_day < asked.day:
        return "unmet", 0
    if not windows or not facts.any_meeting:
        return ("met" if facts.any_meeting and facts.all_read and not windows else "unknown"), 0
    enough, perhaps = asked.weigh["schedule.overlap"], False
    for days, start, end in facts.series:
        for window in windows:
            on_day = bool(days & window.days) or (not days and len(window.days) == 7)
            may_day = bool(days & window.days) or not days
            in_hours = window.start == 0 and window.end == 24 * 60
            if start is not None:
                until = start + enough if end is None else end
                shared = min(until, window.end) - max(start, window.start)
                in_hours |= shared >= min(enough, until - start)
            if on_day and in_hours:
                return "met", asked.weigh["schedule.met"]
            perhaps |= may_day and (in_hours or start is None)
    return ("unmet" if facts.all_read and not perhaps else "unknown"), 0


def booking(asked: Question, facts: Facts) -> Verdict:
    text = facts.listing.application_text
    if not text:
        return "unknown", 0
    casual, free = asked.person.prefers("casual", "no_booking"), bool(NO_BOOKING.search(text))
    if not casual:
        return "met", 0
    return ("met", asked.weigh["booking.free_entry"]) if free else ("unmet", asked.weigh["booking.needed"])


def cost(asked: Question, facts: Facts) -> Verdict | None:
    most, fee = asked.person.budget_yen, facts.listing.fee_yen_max
    most = 0 if asked.person.prefers("free") else most
    if most is None and not {"poverty", "food_poverty"} & set(asked.needs):
        return None
    if fee is None:
        return "unknown", 0
    over = fee >= asked.weigh["cost.dear_from"] if most is None else fee > most
    if over:
        return "unmet", asked.weigh["cost.dear" if most is None else "cost.over_budget"]
    return "met", asked.weigh["cost.free"] if fee == 0 else 0


def freshness(asked: Question, facts: Facts) -> Verdict:
    day = facts.listing.assured_date
    if day is None:
        return "unknown", 0
    fresh = day >= asked.day - timedelta(days=asked.weigh["freshness.fresh_days"])
    return ("met", asked.weigh["freshness.fresh"]) if fresh else ("unmet", 0)


def first_step(asked: Question, facts: Facts) -> Verdict | None:
    if not asked.quiet:
        return None
    capacity = facts.listing.capacity
    if facts.only_route or (capacity is not None and capacity <= asked.weigh["first_step.small_group"]):
        return "met", asked.weigh["first_step.quiet"]
    return ("unmet", asked.weigh["first_step.crowd"]) if facts.forms & COME_TO else ("unknown", 0)


def weather(asked: Question, facts: Facts) -> Verdict | None:
    walks = facts.any("content", set(asked.knowledge.exertion["walking"])) and facts.outdoors is None
    if facts.outdoors not in ("outdoor", "both") and not walks:
        return None
    return ("met" if "雨" in facts.other_text else "unknown"), 0


RULES = {rule.__name__: rule for rule in (
    need, interest, role, ability, companion, status, age, target, usual_target, residents, work_stage,
    work_later, only_women_or_men, avoid, at_home,
    reach, nearness, exertion, wheelchair, accessible_toilet, stairs, schedule, booking, cost, freshness, first_step,
    weather,
)}  # fmt: skip
