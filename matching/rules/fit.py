"""Does it fit what the person needs, likes, can do and wants to be: the rules that make a listing a suggestion."""

from collections.abc import Iterable

import numpy as np

from directory.public_view import PublicListing
from geodata.characters import key
from matching.rules.base import MET, SILENT, UNKNOWN, UNMET, Asked, Judged, Rule
from matching.table import Bools


def _none(asked: Asked) -> Bools:
    return np.zeros(len(asked.table), np.bool_)


def _by_content(asked: Asked, need: str) -> tuple[Bools, Bools]:
    """Rows that hold an activity that is there for the need, and those of which that is more than a guess.

    What people of one circle (認知症カフェ) do together is there for their own need alone.
    """
    contents = [term.id for term in asked.vocabulary.terms("content") if need in term.meets]
    open_to_all = ~asked.only_of_types(asked.knowledge.circle_types)
    held = asked.table.holds("content", contents) & open_to_all
    return held, held & asked.table.says_surely("content", contents)


def known_to_meet(asked: Asked, need: str) -> Bools:
    """Rows that state the need, are of a type that is there for it, or are stated to do or ask for what serves it."""
    if ("known to meet", need) not in asked.worked_out:
        table = asked.table
        by_type = table.holds("type", asked.types_where("meets", need))
        if need in asked.knowledge.needs_of_a_role:
            by_type |= table.holds("role", Role.wanted(asked))
        known = by_type | table.holds("need", [need]) | _by_content(asked, need)[1]
        asked.worked_out["known to meet", need] = known
    return asked.worked_out["known to meet", need]


def meets(asked: Asked, need: str) -> Bools:
    """Rows that are there for the need, by a fact of their own or of their type, unless they deny it."""
    if ("meets", need) not in asked.worked_out:
        said = _by_content(asked, need)[0] | known_to_meet(asked, need)
        if asked.is_child and need in asked.knowledge.young_needs:
            said &= asked.table.holds("target", asked.knowledge.young_targets)
        asked.worked_out["meets", need] = said & ~asked.table.denies("need", [need])
    return asked.worked_out["meets", need]


def eases(asked: Asked, need: str) -> Bools:
    """Rows that may ease the need without being there for it."""
    if ("eases", need) not in asked.worked_out:
        contents = (term.id for term in asked.vocabulary.terms("content") if need in term.helps)
        helps = asked.table.holds("type", types_easing(asked, need)) | asked.table.holds("content", contents)
        if asked.is_child:
            helps &= ~asked.only_of_types(asked.knowledge.circle_types)
        asked.worked_out["eases", need] = helps & ~meets(asked, need) & ~asked.table.denies("need", [need])
    return asked.worked_out["eases", need]


def types_easing(asked: Asked, need: str) -> tuple[str, ...]:
    """Types that may ease the need; where a child bears it, those that are there for children too."""
    young = asked.is_child and need in asked.knowledge.young_needs
    return (*asked.types_where("helps", need), *(sorted(asked.knowledge.young_eased_by) if young else ()))


def _labels(asked: Asked, scheme: str, terms: Iterable[str]) -> str:
    return "、".join(asked.vocabulary.label(scheme, term) for term in terms)


class Need(Rule):
    """困りごとに応えることを目的とする場や支えを先にします。最初に書かれた困りごとをいちばん重くみます。"""

    id = "need"

    def applies(self, asked: Asked) -> bool:
        return bool(asked.needs)

    def judge(self, asked: Asked) -> Judged:
        weigh = asked.parameters
        points = np.zeros(len(asked.table), np.int16)
        any_met, any_eased = _none(asked), _none(asked)
        for place, need in enumerate(asked.needs):
            met, eased = meets(asked, need), eases(asked, need)
            guessed = met & ~known_to_meet(asked, need)
            stated = asked.table.holds("need", [need]) & met
            points += met * np.int16(weigh["need.other_met"] if place else weigh["need.first_met"])
            points += guessed * np.int16(weigh["need.guessed"])
            points += stated * np.int16(weigh["need.stated_more"])
            points += eased * np.int16(weigh["need.eased"])
            any_met, any_eased = any_met | met, any_eased | eased
        nothing_known = asked.table.says_nothing("type") & asked.table.says_nothing("need")
        unmet = ~any_met & ~any_eased & ~(nothing_known & asked.table.says_nothing("content"))
        return Judged(Judged.by(any_met | any_eased, unmet).verdict, points)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if verdict == UNMET:
            return f"「{_labels(asked, 'need', asked.needs)}」のための場とは書かれていません"
        if verdict == UNKNOWN:
            return "何のための場かが書かれていません"
        here = [n for n in asked.needs if meets(asked, n)[row]]
        near = [n for n in asked.needs if eases(asked, n)[row]]
        parts = [f"「{_labels(asked, 'need', here)}」に応えます"] if here else []
        if near:
            parts.append(f"「{_labels(asked, 'need', near)}」の助けになることがあります")
        return "。".join(parts)

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "どんな方のための場ですか" if verdict == UNKNOWN else None


class Interest(Rule):
    """してみたいことと活動の中身が同じなら先にします。名前からの推定は軽く、知らないことばは名簿の文の中を探します。"""

    id = "interest"
    SCHEMES = ("content", "type", "access", "first_visit", "language")

    def applies(self, asked: Asked) -> bool:
        return bool(self._terms(asked) or asked.person.free_words)

    def _terms(self, asked: Asked) -> tuple[tuple[str, str], ...]:
        wished = ((s, t) for wish in asked.person.wishes for s, t in wish.terms if s in self.SCHEMES)
        return tuple(dict.fromkeys(wished))

    def judge(self, asked: Asked) -> Judged:
        table, weigh = asked.table, asked.parameters
        points = np.zeros(len(table), np.int16)
        counted = np.zeros(len(table), np.int8)
        for found, value in self._hits(asked):
            new = found & (counted < weigh["interest.counted"])
            points += new * np.int16(value)
            counted += new
        met = counted > 0
        # What a name suggests is never the whole of what is done there.
        return Judged(Judged.by(met, table.says_surely("content") & ~met).verdict, points)

    def _hits(self, asked: Asked) -> Iterable[tuple[Bools, int]]:
        table, weigh = asked.table, asked.parameters
        for scheme, term in self._terms(asked):
            terms = [t.id for t in asked.vocabulary.narrower(scheme, term)] or [term]
            held, named = table.holds(scheme, terms), table.only_named(scheme, terms)
            if (scheme, term) == ("access", "outdoor"):
                held = held | (table.columns.outdoors >= 1)
            elif (scheme, term) == ("access", "indoor"):
                held = held | (table.columns.outdoors == 0)
            yield held & ~named, weigh["interest.known"]
            yield named, weigh["interest.from_name"]
        for word in asked.person.free_words:
            in_name = table.rows_saying(key(word), in_names=True)
            yield in_name, weigh["interest.word_in_name"]
            yield table.rows_saying(key(word), in_names=False) & ~in_name, weigh["interest.word_in_text"]

    def asks_for_something(self, asked: Asked) -> bool:
        """Whether a thing to do or a kind of place is hoped for, or a word that is to be found."""
        return bool(asked.person.free_words) or any(scheme in ("content", "type") for scheme, _ in self._terms(asked))

    def fits(self, asked: Asked) -> Bools:
        """Rows that do or are what is hoped for; being outdoors alone is no reason to go somewhere."""
        found = _none(asked)
        for scheme, term in self._terms(asked):
            if scheme in ("content", "type"):
                terms = [t.id for t in asked.vocabulary.narrower(scheme, term)] or [term]
                found |= asked.table.holds(scheme, terms)
        for word in asked.person.free_words:
            found |= asked.table.rows_saying(key(word), in_names=True)
            found |= asked.table.rows_saying(key(word), in_names=False)
        return found

    def _named_only(self, asked: Asked, row: int) -> list[str]:
        table = asked.table
        return [t for s, t in self._terms(asked) if s == "content" and table.only_named("content", [t])[row]]

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if verdict == UNKNOWN:
            return "活動の中身が書かれていません"
        if verdict == UNMET:
            contents = [w.term for w in listing.words if w.scheme == "content" and w.value]
            return f"書かれている活動（{_labels(asked, 'content', contents)}）は希望と違います"
        table = asked.table
        hits = [asked.vocabulary.label(s, t) for s, t in self._terms(asked) if table.holds(s, [t])[row]]
        outdoors = asked.table.columns.outdoors[row]
        if ("access", "outdoor") in self._terms(asked) and outdoors >= 1 and "屋外" not in hits:
            hits.append("屋外" if outdoors == 1 else "屋外（屋内のときもあり）")
        hits += [w for w in asked.person.free_words if self._says(asked, w, row)]
        note = "（名前からの推定）" if self._named_only(asked, row) else ""
        return f"希望の「{'、'.join(dict.fromkeys(hits))}」と合います{note}"

    @staticmethod
    def _says(asked: Asked, word: str, row: int) -> bool:
        return key(word) in asked.table.names[row] or key(word) in asked.table.texts[row]

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        if verdict == MET and (named := self._named_only(asked, row)):
            contents = _labels(asked, "content", named)
            return f"「{contents}」をしていますか（活動内容は名称からの推定。社協に確認）"
        return "どんなことをして過ごしますか（活動内容が未登録）" if verdict == UNKNOWN else None


class Role(Rule):
    """支え手・ボランティア・就労体験など、なりたい役割を求めている場を先にします。"""

    id = "role"

    def applies(self, asked: Asked) -> bool:
        return asked.person.wants_to_help

    @staticmethod
    def wanted(asked: Asked) -> tuple[str, ...]:
        return tuple(role for role in asked.person.roles if role != "participant")

    @staticmethod
    def near(asked: Asked) -> tuple[str, ...]:
        """Roles that are nearly what the person wants to be."""
        near = (one for role in Role.wanted(asked) for one in asked.knowledge.near_roles.get(role, ()))
        return tuple(dict.fromkeys(near))

    def judge(self, asked: Asked) -> Judged:
        roles, weigh = self.wanted(asked), asked.parameters
        held, near = asked.table.holds("role", roles), asked.table.holds("role", self.near(asked))
        usual = asked.table.holds("type", (t for role in roles for t in asked.types_where("usual_roles", role)))
        denied = asked.table.denies("role", roles) & ~held & ~near
        judged = Judged.by((held | near | usual) & ~denied, denied, gain=weigh["role.usual"])
        judged.points[near] = weigh["role.near"]
        judged.points[held] = weigh["role.met"]
        return judged

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        roles = _labels(asked, "role", [r for r in asked.person.roles if r != "participant"])
        if verdict == UNMET:
            return f"「{roles}」は求めていないと書かれています"
        if verdict == UNKNOWN:
            return f"「{roles}」を求めているかは書かれていません"
        if asked.table.holds("role", self.wanted(asked))[row]:
            return f"「{roles}」として関われます"
        if near := [role for role in self.near(asked) if asked.table.holds("role", [role])[row]]:
            return f"「{roles}」に近い「{_labels(asked, 'role', near)}」として関われます"
        return f"「{roles}」として関われます（種類からみて）"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        if verdict != UNKNOWN:
            return None
        return f"「{_labels(asked, 'role', [r for r in asked.person.roles if r != 'participant'])}」を募っていますか"


class Ability(Rule):
    """できること（料理、軽作業など）を求めている場、それが生きる活動を先にします。"""

    id = "ability"

    def applies(self, asked: Asked) -> bool:
        return bool(asked.person.abilities)

    @staticmethod
    def _contents(asked: Asked) -> tuple[str, ...]:
        abilities = asked.person.abilities
        return tuple(dict.fromkeys(c for a in abilities for c in asked.knowledge.abilities.get(a, ())))

    def judge(self, asked: Asked) -> Judged:
        wanted = asked.table.holds("ability", asked.person.abilities)
        useful = asked.table.holds("content", self._contents(asked)) | wanted
        judged = Judged.by(useful, _none(asked), gain=asked.parameters["ability.met"], silent=~useful)
        judged.points[wanted] = asked.parameters["ability.wanted"]
        return judged

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        if wanted := [one for one in asked.person.abilities if asked.table.holds("ability", [one])[row]]:
            return f"できること「{_labels(asked, 'ability', wanted)}」を求めています"
        useful = [
            ability
            for ability in asked.person.abilities
            if asked.table.holds("content", asked.knowledge.abilities.get(ability, ()))[row]
        ]
        return f"できること「{_labels(asked, 'ability', useful)}」が生きる活動があります"


class Companion(Rule):
    """男性歓迎・付き添い・同行・筆談・見学など、望む受け入れ方が書かれている場を先にし、書かれていなければ尋ねます。"""

    id = "companion"
    TARGETS = ("men_welcome", "with_carer")
    ACCESS = ("accompanied", "hearing_vision", "plain_japanese", "stroller", "toilet", "phone", "online", "mail")

    def applies(self, asked: Asked) -> bool:
        return bool(self._wanted(asked))

    def _wanted(self, asked: Asked) -> tuple[tuple[str, str], ...]:
        person = asked.person
        wanted = [("target", t) for t in person.wished("target") if t in self.TARGETS]
        wanted += [("access", t) for t in person.access_needs if t in self.ACCESS]
        first_visits = {t.id for t in asked.vocabulary.terms("first_visit")}
        wanted += [("first_visit", t) for t in person.access_needs if t in first_visits]
        return tuple(dict.fromkeys(wanted))

    def judge(self, asked: Asked) -> Judged:
        weigh, table = asked.parameters, asked.table
        points = np.zeros(len(table), np.int16)
        any_met, any_denied, any_unknown = _none(asked), _none(asked), _none(asked)
        for scheme, term in self._wanted(asked):
            held, denied = table.holds(scheme, [term]), table.denies(scheme, [term])
            points[held] += weigh["companion.welcome"]
            points[denied] += weigh["companion.refused"]
            any_met, any_denied = any_met | held, any_denied | denied
            any_unknown |= ~held & ~denied
        return Judged(Judged.by(any_met & ~any_unknown & ~any_denied, any_denied).verdict, np.where(
            any_unknown & ~any_met & ~any_denied, 0, points).astype(np.int16))  # fmt: skip

    def _said(self, asked: Asked, row: int) -> tuple[list[str], list[str], list[str]]:
        """Labels of what is welcome, refused and unknown."""
        table, label = asked.table, asked.vocabulary.label
        welcome = [label(s, t) for s, t in self._wanted(asked) if table.holds(s, [t])[row]]
        refused = [label(s, t) for s, t in self._wanted(asked) if table.denies(s, [t])[row]]
        known = {*welcome, *refused}
        return welcome, refused, [label(s, t) for s, t in self._wanted(asked) if label(s, t) not in known]

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        welcome, refused, unknown = self._said(asked, row)
        parts = [f"「{'、'.join(welcome)}」と書かれています"] if welcome else []
        parts += [f"「{'、'.join(refused)}」はないと書かれています"] if refused else []
        parts += [f"「{'、'.join(unknown)}」は書かれていません"] if unknown else []
        return "。".join(parts)

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        *_, unknown = self._said(asked, row)
        return f"「{'、'.join(unknown)}」は大丈夫ですか" if unknown else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return f"「{'、'.join(self._said(asked, row)[1])}」も受けてもらえれば可"


FIT_RULES: tuple[Rule, ...] = (Need(), Interest(), Role(), Ability(), Companion())
__all__ = ["FIT_RULES", "SILENT", "Ability", "Companion", "Interest", "Need", "Role", "eases", "meets"]
