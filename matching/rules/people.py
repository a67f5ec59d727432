"""Is it for this person: stated ages and targets, a type's usual target, whose residents, only women or men."""

import numpy as np

from directory.public_view import PublicListing
from directory.vocabulary import Term
from geodata.characters import key
from matching.place import everywhere, inside
from matching.rules.base import MET, SILENT, UNKNOWN, UNMET, Asked, Judged, Rule
from matching.table import NOT_STATED, STATUSES, Bools

# Targets that say how people are welcomed or where they live, not who they are.
NOT_GROUPS = ("residents_only", "with_carer", "men_welcome")


class Status(Rule):
    """終わった会、休んでいる会、まだ始まっていない会は出しません。"""

    id = "status"
    hard = True

    def judge(self, asked: Asked) -> Judged:
        status = asked.table.columns.status
        return Judged.by(status == STATUSES.index("active"), status >= STATUSES.index("preparing"))

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        words = {"active": "活動中です", "paused": "休んでいます", "ended": "終わっています", "preparing": "準備中です"}
        said = words.get(listing.status, "いまも続いているかは確かめられていません")
        return f"{said}（{listing.status_reason}）" if listing.status_reason else said

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "いまも活動していますか" if verdict == UNKNOWN else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        if listing.status == "ended":
            return None
        return "再開すれば可" if listing.status == "paused" else "始まれば可"


def for_helpers(asked: Asked, judged: Judged) -> Judged:
    """Ages and targets speak of those who take part: silent for who only helps there, to be asked about elsewhere."""
    if not helps_only(asked):
        return judged
    taking_part = asked.table.holds("type", asked.types_where("usual_roles", "participant"))
    taking_part |= asked.table.says_nothing("type")
    exempt = taking_part & wants_helpers(asked)
    verdict = np.where(taking_part & (judged.verdict == UNMET), np.int8(UNKNOWN), judged.verdict)
    points = np.where(verdict == judged.verdict, judged.points, np.int16(0))
    return Judged(np.where(exempt, np.int8(SILENT), verdict), points * ~exempt)


def helps_only(asked: Asked) -> bool:
    """Whether the person comes to help, and not to take part as well."""
    return bool(asked.person.roles) and asked.knowledge.helping_roles.issuperset(asked.person.roles)


def wants_helpers(asked: Asked) -> Bools:
    """Rows that are stated to look for helpers such as the person wants to be."""
    near = (one for role in asked.person.roles for one in asked.knowledge.near_roles.get(role, ()))
    return asked.table.holds("role", (*asked.person.roles, *asked.knowledge.helping_roles.intersection(near)))


class Age(Rule):
    """年齢の決まりが書かれていれば、それに入らない人には出しません。手伝うだけの人には当てません。"""

    id = "age"
    hard = True

    def applies(self, asked: Asked) -> bool:
        return asked.person.youngest is not None or asked.person.oldest is not None

    def judge(self, asked: Asked) -> Judged:
        low, high = asked.table.columns.minimum_age, asked.table.columns.maximum_age
        first, last = asked.person.youngest or 0, 999 if asked.person.oldest is None else asked.person.oldest
        no_low, no_high = low == NOT_STATED, high == NOT_STATED
        unmet = (~no_low & (last < low)) | (~no_high & (first > high))
        met = (no_low | (first >= low)) & (no_high | (last <= high))
        return for_helpers(asked, Judged.by(met, unmet, silent=no_low & no_high))

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        low = "" if listing.minimum_age is None else f"{listing.minimum_age}歳から"
        high = "" if listing.maximum_age is None else f"{listing.maximum_age}歳まで"
        end = {MET: "に入ります", UNMET: "には入りません"}.get(verdict, "に入るか、年代だけでは分かりません")
        return f"年齢の決まり（{low}{high}）{end}"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "年齢の決まりに入りますか" if verdict == UNKNOWN else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        """A grown-up a few years to either side may ask; a child's age is not bargained for."""
        person, near = asked.person, asked.parameters["age.near"]
        if person.oldest is None or person.oldest <= asked.parameters["target.child_to"]:
            return None
        low, high = listing.minimum_age, listing.maximum_age
        if low is not None and 0 < low - person.oldest <= near:
            return f"{low}歳になる前でも入れれば可"
        if high is not None and person.youngest is not None and 0 < person.youngest - high <= near:
            return f"{high}歳を過ぎていても入れれば可"
        return None


class Target(Rule):
    """対象が書かれていれば、それに入らない人には出しません。手伝うだけの人には当てません。"""

    id = "target"
    hard = True

    def judge(self, asked: Asked) -> Judged:
        return for_helpers(asked, self.of_participants(asked))

    @staticmethod
    def of_participants(asked: Asked) -> Judged:
        table = asked.table
        answers = {term.id: includes(asked, term) for term in _groups(asked)}
        met, asked_about, outside = (
            table.holds("target", [name for name, answer in answers.items() if answer is wanted])
            for wanted in (True, None, False)
        )
        stated = met | asked_about | outside
        from_name = ~table.says_surely("target")
        unmet = outside & ~met & ~asked_about
        # What only the name suggests keeps nobody out: the usual target's rule speaks of it.
        silent = ~stated | (unmet & from_name)
        return Judged.by(met, unmet, gain=asked.parameters["target.stated"], silent=silent)

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        said = "、".join(asked.vocabulary.label("target", t) for t in stated_targets(listing))
        end = {MET: "に入ります", UNMET: "には入りません"}.get(verdict, "に入るか確かめてください")
        return f"対象（{said}）{end}"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "本人が対象に入りますか（年齢・目的）" if verdict == UNKNOWN else None


class UsualTarget(Rule):
    """対象が書かれていないときは、その種類のふつうの対象とくらべます。外れても除外はせず、うしろにして尋ねます。"""

    id = "usual_target"

    def judge(self, asked: Asked) -> Judged:
        table = asked.table
        stated = Target.of_participants(asked).verdict != SILENT
        by_name = ~stated & table.holds("target", (term.id for term in _groups(asked)))
        stated |= (table.columns.minimum_age != NOT_STATED) | (table.columns.maximum_age != NOT_STATED)
        answers = {kind.id: _usual_answer(asked, kind) for kind in asked.vocabulary.terms("type") if kind.usual_targets}
        met, asked_about, outside = (
            table.holds("type", [name for name, answer in answers.items() if answer is wanted])
            for wanted in (True, None, False)
        )
        weigh = asked.parameters
        met, asked_about, outside = met & ~by_name, asked_about & ~by_name, outside | by_name
        unmet = outside & ~met & ~asked_about
        silent = stated | ~(met | outside | asked_about)
        gain, loss = weigh["target.usual"], weigh["target.outside_usual"]
        return for_helpers(asked, Judged.by(met, unmet, gain=gain, loss=loss, silent=silent))

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        said = self._usually(asked, listing)
        if stated_targets(listing):
            return f"対象は書かれていませんが、名前からみて「{said}」の場です"
        end = {MET: "入ります", UNMET: "外れます"}.get(verdict, "入るか分かりません")
        return f"対象は書かれていません。この種類はふつう「{said}」の場で、それには{end}"

    @staticmethod
    def _usually(asked: Asked, listing: PublicListing) -> str:
        """Whom its name speaks of, else whom its types are usually for, as labels."""
        kinds = (term for kind in listing.types if (term := asked.vocabulary.term("type", kind)))
        targets = stated_targets(listing) or [target for kind in kinds for target in kind.usual_targets]
        return "、".join(asked.vocabulary.label("target", target) for target in dict.fromkeys(targets))

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        if verdict == UNMET:
            return "高齢者など、ふつうの対象の方でなくても参加できますか（本人の年齢・目的に合うか要確認）"
        return "だれでも参加できますか（対象が未登録）"

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        """A child is not sent to ask among grown-ups."""
        return None if asked.is_child else f"「{self._usually(asked, listing)}」でない人も入れれば可"


def stated_targets(listing: PublicListing) -> list[str]:
    words = (*listing.words, *(w for venue in listing.venues for w in venue.words))
    return list(dict.fromkeys(w.term for w in words if w.scheme == "target" and w.value and w.term not in NOT_GROUPS))


def includes(asked: Asked, target: Term) -> bool | None:
    """Whether a target includes the person, or the child that the person speaks for.

    That a sheet names no disability or no care does not mean that there is none: such targets are asked about.
    """
    person = asked.person
    if target.id in person.wished("target") or (target.id in ("child", "parent_child") and asked.has_child):
        return True
    answer = target.includes(person.youngest, person.oldest, asked.needs)
    by_need_alone = target.minimum_age is None and target.maximum_age is None
    return None if answer is False and by_need_alone else answer


def usually_includes(asked: Asked, target: Term) -> bool | None:
    """As `includes`, but near the edge of an older people's type one may ask."""
    answer = includes(asked, target)
    near = asked.parameters["target.older_near"]
    oldest = asked.person.oldest
    if answer is False and target.id == "older" and oldest is not None and oldest >= near:
        return None
    return answer


def _groups(asked: Asked) -> list[Term]:
    """Targets that say who people are."""
    return [term for term in asked.vocabulary.terms("target") if term.id not in NOT_GROUPS]


def _usual_answer(asked: Asked, kind: Term) -> bool | None:
    """Whether any of a type's usual targets includes the person; open where it is a circle whose need nobody named."""
    targets = (asked.vocabulary.term("target", name) for name in kind.usual_targets)
    answers = [usually_includes(asked, target) for target in targets if target]
    if kind.id in asked.knowledge.circle_types and not asked.needs_at_home.intersection(kind.meets):
        answers = [None if answer else answer for answer in answers]
    return True if True in answers else None if None in answers else False


class Residents(Rule):
    """「○○の住民のみ」の場や、○○だけで動く支えは、そこに住んでいないと分かる人には出しません。"""

    id = "residents"
    hard = True
    CODES = (0, 1, 2, 3)

    def judge(self, asked: Asked) -> Judged:
        table = asked.table
        codes = {n: self._code(asked, name) for name, n in table.extent_names.items()}
        of_name = np.array([codes[n] for n in range(len(codes))], np.int8)
        rows, values = table.extents.row, table.extents.values
        binding = (values[:, 1] == 1) | asked.of_forms(asked.knowledge.route_forms)[rows]
        rows, found = rows[binding], of_name[values[binding, 0]] if len(of_name) else np.zeros(0, np.int8)
        own, whole, no, perhaps = (self._mark(asked, rows[found == code]) for code in self.CODES)
        members = np.zeros(len(table), np.bool_)
        for word in asked.knowledge.members_venues:
            members = members | table.rows_saying(key(word), in_names=True, remember=True)
        # Where it is stated that anybody may come, the hall's name raises no doubt.
        members &= ~table.holds("target", ["anyone"]) | table.only_named("target", ["anyone"])
        members |= table.holds("target", ["residents_only"])
        yes = own | whole
        judged = Judged.by(yes, no & ~perhaps & ~yes, silent=~(yes | no | perhaps | members))
        # What comes to people has no distance: that it is there for the person's own part of town stands for it.
        judged.points[own & asked.only_of_forms(asked.knowledge.route_forms)] = asked.parameters[
            "nearness.same_district"
        ]
        return judged

    @staticmethod
    def _code(asked: Asked, extent: str) -> int:
        """One of CODES: within one's own part of town, within the whole municipality, outside, perhaps within."""
        within = inside(extent, asked.where, asked.around, asked.knowledge)
        if within is None:
            return 3
        return 2 if not within else 1 if everywhere(extent, asked.around, asked.knowledge) else 0

    @staticmethod
    def _mark(asked: Asked, rows: np.ndarray[tuple[int], np.dtype[np.int32]]) -> Bools:
        marked = np.zeros(len(asked.table), np.bool_)
        marked[rows] = True
        return marked

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        extents = "、".join(listing.residents_of or listing.extents)
        if not extents:
            return "自治会・団地などの会員や住民の会かもしれません"
        where = extents
        end = {MET: "住まいはその中です", UNMET: "住まいはその外です"}.get(verdict, "住まいがその中か確かめてください")
        return f"「{where}」の人のための場です。{end}"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        where = "、".join(listing.residents_of or listing.extents)
        others, of = (f"「{where}」の外の人", f"「{where}」の住民") if where else ("ほかの人", "会員や団地住民")
        return f"{others}も参加できますか（対象が{of}に限られるか要確認）" if verdict == UNKNOWN else None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        return None if listing.residents_of else "範囲の外でも受けてもらえれば可"


class OnlyWomenOrMen(Rule):
    """女性だけ・男性だけと書かれた会は、当たらない人には出しません。性別は尋ねず、「男性歓迎」「女性中心」の希望からみます。"""

    id = "only_women_or_men"
    hard = True

    def applies(self, asked: Asked) -> bool:
        return _wants_men_welcome(asked) is not asked.person.prefers("women")

    def judge(self, asked: Asked) -> Judged:
        women, men = (self._saying(asked, only) for only in (asked.knowledge.only_women, asked.knowledge.only_men))
        own, others = (men, women) if _wants_men_welcome(asked) else (women, men)
        gain = asked.parameters["companion.welcome"]
        return Judged.by(own & ~others, others & ~own, gain=gain, silent=~(own | others))

    @staticmethod
    def _saying(asked: Asked, words: tuple[str, ...]) -> Bools:
        found = np.zeros(len(asked.table), np.bool_)
        for word in words:
            for in_names in (True, False):
                found = found | asked.table.rows_saying(key(word), in_names, remember=True)
        return found

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        women = _wants_men_welcome(asked) is (verdict == UNMET)
        return f"{'女性' if women else '男性'}だけの会と書かれています"

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        return "女性だけ、男性だけの会ですか" if verdict == UNKNOWN else None


def _wants_men_welcome(asked: Asked) -> bool:
    return "men_welcome" in asked.person.wished("target")


PEOPLE_RULES: tuple[Rule, ...] = (Status(), Age(), Target(), UsualTarget(), OnlyWomenOrMen(), Residents())
__all__ = ["PEOPLE_RULES", "SILENT", "Residents", "Status", "stated_targets", "usually_includes"]
