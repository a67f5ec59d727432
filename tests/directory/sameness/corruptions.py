"""What happens to one listing when somebody writes it down again: each function is one habit, on one printed record.

A record is a dict of printed texts (name, venue, address, schedule, phone, org, city, district), None where not stated.
Readings are a table of its own, not the dictionary that the program uses: it must not be examined on its own answers.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random as Chance

Record = dict[str, str | None]
Habit = Callable[[Record, Chance], Record | None]
"""The record written otherwise; None where the habit does not apply to it."""

_KANA = {
    "子育て": "こそだて", "支援": "しえん", "食堂": "しょくどう", "広場": "ひろば", "笑顔": "えがお", "元気": "げんき",
    "会食": "かいしょく", "体操": "たいそう", "家": "いえ", "茶": "ちゃ", "花": "はな", "虹": "にじ", "桜": "さくら",
    "梅": "うめ", "松": "まつ", "川": "かわ", "山": "やま", "野": "の", "東": "ひがし", "西": "にし", "南": "みなみ",
    "北": "きた", "中央": "ちゅうおう", "親子": "おやこ", "仲間": "なかま", "集い": "つどい", "居場所": "いばしょ",
    "町": "まち", "若葉": "わかば", "緑": "みどり", "光": "ひかり", "夢": "ゆめ", "星": "ほし", "空": "そら",
    "海": "うみ",
    "風": "かぜ", "音": "おと", "朝": "あさ", "夕": "ゆう", "道": "みち", "旭": "あさひ", "宿": "やど", "里": "さと",
    "丘": "おか", "池": "いけ", "島": "しま", "浜": "はま", "本町": "ほんちょう", "新": "しん", "富士": "ふじ",
    "秋": "あき", "春": "はる", "夏": "なつ", "冬": "ふゆ", "水": "みず", "土": "つち", "手": "て", "声": "こえ",
    "猫": "ねこ", "鶴": "つる", "亀": "かめ", "竹": "たけ", "栄": "さかえ", "大和": "やまと", "昭和": "しょうわ",
}  # fmt: skip
_OLD_FORMS = dict(
    zip(
        "高沢辺桜国島広会学竜浜斎崎関円恵栄渋滝寿万真楽芸",
        "髙澤邊櫻國嶋廣會學龍濱齋﨑關圓惠榮澁瀧壽萬眞樂藝",
        strict=True,
    )
)
_SHORT = (
    ("社会福祉協議会", "社協"), ("ボランティア連絡協議会", "ボラ連"), ("ボランティアセンター", "ボラセン"),
    ("ボランティア", "ボラ"), ("コミュニティセンター", "コミセン"), ("コミュニティーセンター", "コミセン"),
    ("地域包括支援センター", "包括"), ("子育て支援センター", "子育てセンター"), ("自治会館", "自治会"),
    ("デイサービス", "デイ"), ("特別養護老人ホーム", "特養"), ("グループホーム", "GH"),
    ("認知症カフェ", "オレンジカフェ"), ("レクリエーション", "レク"),
)  # fmt: skip
_SPELLINGS = (
    ("子ども", "こども", "子供", "コドモ"), ("ふれあい", "触れ合い", "ふれ合い"), ("つどい", "集い"),
    ("カフェ", "cafe", "Cafe", "喫茶"), ("キッチン", "Kitchen", "きっちん"), ("クラブ", "くらぶ", "倶楽部"),
    ("サロン", "さろん", "ｻﾛﾝ"), ("サークル", "さーくる"), ("プレイルーム", "プレールーム"), ("みんな", "皆"),
    ("ごはん", "ご飯", "御飯"), ("いきいき", "生き生き", "イキイキ"), ("広場", "ひろば", "ヒロバ"),
    ("しょくどう", "食堂"),
    ("おしゃべり", "お喋り"), ("百歳", "100歳"), ("お茶", "おちゃ"), ("ボランティア", "ボランテイア"),
)  # fmt: skip
_LOOK_ALIKE = dict(zip("ソンシロカニーエ一口力二工タへべ土未大", "ンソツ口力二一工ー口カニエ夕ヘベ士末太", strict=True))
RESTING = (
    "（休止中）",
    "(休止中)",
    "【休止】",
    "　※当面お休み",
    "（R8.3まで休会）",
    "（再開しました）",
    "【新規】",
    "（要予約）",
)
_MARKS = ("☆", "♪", "～", "・", "！", "")


def chance_of(seed: str) -> Chance:
    return Chance(seed)  # noqa: S311 nothing here is secret


def _number_of(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def with_organisation(one: Record, chance: Chance) -> Record | None:
    """「社協 」「NPO法人○○ 」 before the name, or the organisation's own name."""
    before = [f"{one['org']}　", f"{one['org']} "] if one.get("org") else []
    before += ["社協", f"{one['city'] or ''}社協 "] if one.get("org", "") and "社会福祉" in str(one["org"]) else []
    return {**one, "name": chance.choice(before) + str(one["name"])} if before else None


def without_organisation(one: Record, chance: Chance) -> Record | None:
    found = re.match(r"(?:NPO法人|社会福祉法人|一般社団法人|市社協|\S{2,8}社協)\S*?[ 　]+(?=\S{3})", str(one["name"]))
    return {**one, "name": str(one["name"])[found.end() :]} if found else None


def with_city(one: Record, chance: Chance) -> Record | None:
    city = one["city"]
    return (
        {**one, "name": f"{city}{chance.choice(['', ' ', '　'])}{one['name']}"}
        if city and city not in str(one["name"])
        else None
    )


def in_kana(one: Record, chance: Chance) -> Record | None:
    """One word of the name in hiragana."""
    words = [word for word in _KANA if word in str(one["name"])]
    if not words:
        return None
    word = max(words, key=len)
    return {**one, "name": str(one["name"]).replace(word, _KANA[word])}


def other_kana(one: Record, chance: Chance) -> Record | None:
    """A run of katakana in hiragana or the other way round."""
    runs = re.findall("[ァ-ヺー]{2,}|[ぁ-ゖー]{3,}", str(one["name"]))
    if not runs:
        return None
    run = chance.choice(runs)
    shift = 0x60 if "ぁ" <= run[0] <= "ゖ" else -0x60
    return {**one, "name": str(one["name"]).replace(run, "".join(c if c == "ー" else chr(ord(c) + shift) for c in run))}


def old_form(one: Record, chance: Chance) -> Record | None:
    letters = [c for c in str(one["name"]) if c in _OLD_FORMS]
    return {**one, "name": str(one["name"]).replace(letters[0], _OLD_FORMS[letters[0]])} if letters else None


def other_width(one: Record, chance: Chance) -> Record | None:
    name = str(one["name"])
    wide = _number_of(name)
    return {**one, "name": wide if wide != name else name.replace("（", "(").replace("）", ")").replace("　", " ")} if (
        wide != name or any(c in name for c in "（）　")
    ) else None  # fmt: skip


def abbreviated(one: Record, chance: Chance) -> Record | None:
    return _swapped(one, _SHORT, chance)


def other_spelling(one: Record, chance: Chance) -> Record | None:
    return _swapped(one, _SPELLINGS, chance)


def _swapped(one: Record, groups: Sequence[Sequence[str]], chance: Chance) -> Record | None:
    name = str(one["name"])
    ways = [(word, other) for group in groups for word in group for other in group if word != other and word in name]
    ways = [(word, other) for word, other in ways if not (word in other and other in name)]
    if not ways:
        return None
    word, other = chance.choice(ways)
    return {**one, "name": name.replace(word, other)}


def mistyped(one: Record, chance: Chance) -> Record | None:
    """One letter left out, doubled, swapped, or a look-alike; the name is long enough that one still knows it."""
    name = str(one["name"])
    places = [n for n, c in enumerate(name) if c.isalpha()]
    if len(places) < 6:
        return None
    at = chance.choice(places[1:])
    kind = chance.randrange(4)
    if kind == 0:
        return {**one, "name": name[:at] + name[at + 1 :]}
    if kind == 1:
        return {**one, "name": name[:at] + name[at] + name[at:]}
    if kind == 2 and at + 1 < len(name) and name[at] != name[at + 1] and name[at + 1].isalpha():
        return {**one, "name": name[:at] + name[at + 1] + name[at] + name[at + 2 :]}
    alike = [n for n in places if name[n] in _LOOK_ALIKE]
    if not alike:
        return None
    at = chance.choice(alike)
    return {**one, "name": name[:at] + _LOOK_ALIKE[name[at]] + name[at + 1 :]}


def resting(one: Record, chance: Chance) -> Record | None:
    note = chance.choice(RESTING)
    return {**one, "name": note.strip("　") + str(one["name"]) if note[0] == "【" else f"{one['name']}{note}"}


def marked(one: Record, chance: Chance) -> Record | None:
    """Spaces, brackets and ornaments put in or taken out."""
    name = str(one["name"])
    bare = re.sub(r"[ 　・「」『』☆★♪]|[〜～](?!\d)", "", name)
    if bare != name and len(bare) > 2:
        return {**one, "name": bare}
    mark = chance.choice(_MARKS)
    return {**one, "name": chance.choice([f"「{name}」", f"{mark}{name}{mark}", f"{name[:2]} {name[2:]}"])}


def other_kind_word(one: Record, chance: Chance) -> Record | None:
    """The kind added to the name, or left out of it."""
    name = str(one["name"])
    for word in ("ふれあいサロン", "子ども食堂", "こども食堂", "サロン", "の会", "カフェ"):
        rest = name.replace(word, "").strip(" 　「」・")
        if word in name and len(rest) >= 3 and rest not in ("オレンジ", "認知症", "ふれあい"):
            return {**one, "name": rest}
    if len(name) < 3 or not one.get("kind"):
        return None
    kind = str(one["kind"])
    return {**one, "name": chance.choice([f"{kind} {name}", f"{kind}「{name}」", f"{name}（{kind}）"])}


def turned_round(one: Record, chance: Chance) -> Record | None:
    """「ふれあいサロン 桜山」 → 「桜山 ふれあいサロン」."""
    parts = re.split("[ 　]+", str(one["name"]))
    fits = len(parts) == 2 and min(map(len, parts)) > 1 and not re.search("[()（）「」]", str(one["name"]))
    return {**one, "name": f"{parts[1]} {parts[0]}"} if fits else None


def venue_in_name(one: Record, chance: Chance) -> Record | None:
    venue = re.sub(r"[(（].*", "", one["venue"] or "").strip()
    return (
        {**one, "name": f"{one['name']}（{venue}）"} if 2 < len(venue) < 20 and venue not in str(one["name"]) else None
    )


def with_room(one: Record, chance: Chance) -> Record | None:
    venue = one["venue"]
    if not venue:
        return None
    bare = re.sub(r"\s*[(（][^()（）]*[)）]$|\s*\d階\S*$", "", venue)
    if bare != venue and len(bare) > 2:
        return {**one, "venue": bare}
    return {**one, "venue": venue + chance.choice([" 2階和室", "（集会室）", "１階ホール", "　会議室", "内"])}


def venue_renamed(one: Record, chance: Chance) -> Record | None:
    """The same house under its new name."""
    venue = one["venue"]
    pairs = (
        ("公民館", "コミュニティセンター"), ("公民館", "交流センター"), ("会館", "集会所"), ("集会所", "自治会館"),
        ("老人憩の家", "ふれあいの家"), ("センター", "プラザ"), ("児童館", "こどもセンター"), ("集会場", "集会室"),
    )  # fmt: skip
    ways = [(a, b) for a, b in pairs if venue and a in venue]
    if not ways:
        return None
    a, b = chance.choice(ways)
    return {**one, "venue": str(venue).replace(a, b)}


def address_with_city(one: Record, chance: Chance) -> Record | None:
    address, city = one["address"], one["city"]
    if not address or not city:
        return None
    if city in address:
        rest = address.split(city, 1)[1].strip()
        return {**one, "address": rest} if rest else None
    return {**one, "address": f"{one.get('pref') or ''}{city}{address}"}


_KANJI = "〇一二三四五六七八九"


def address_in_other_style(one: Record, chance: Chance) -> Record | None:
    address = one["address"]
    if not address:
        return None
    if re.search(r"\d+丁目\d+番(?:地)?\d+号?", address):
        return {**one, "address": re.sub(r"(\d+)丁目(\d+)番地?の?(\d+)号?", r"\1-\2-\3", address)}
    if found := re.search(r"(?<![\d-])(\d)-(\d+)-(\d+)(?![\d-])", address):
        town = _KANJI[int(found[1])] if chance.random() < 0.5 else found[1]
        written = f"{town}丁目{found[2]}番{found[3]}号"
        return {**one, "address": address.replace(found[0], written)}
    if found := re.search(r"(\d+)-(\d+)$", address):
        return {**one, "address": address.replace(found[0], f"{found[1]}番地の{found[2]}")}
    wide = re.sub(r"\d", lambda d: chr(ord(d[0]) + 0xFEE0), address)
    return {**one, "address": wide} if wide != address else None


def address_left_out(one: Record, chance: Chance) -> Record | None:
    return {**one, "address": None} if one["address"] and one["venue"] else None


def times_in_other_style(one: Record, chance: Chance) -> Record | None:
    schedule = one["schedule"]
    if not schedule:
        return None
    other = re.sub(r"(\d{1,2}):00", r"\1時", schedule).replace("~", "〜").replace("曜日", "曜")
    other = re.sub(r"(\d{1,2}):30", r"\1時半", other)
    return {**one, "schedule": other} if other != schedule else None


def times_left_out(one: Record, chance: Chance) -> Record | None:
    return {**one, "schedule": None} if one["schedule"] else None


def new_times(one: Record, chance: Chance) -> Record | None:
    day, start = chance.choice("月火水木金土"), chance.randrange(9, 16)
    other = f"第{chance.randrange(1, 5)}{day}曜日 {start}:00~{start + 2}:00"
    return {**one, "schedule": other}


def telephone_in_other_style(one: Record, chance: Chance) -> Record | None:
    phone = one["phone"]
    if not phone:
        return None
    a, b, c = phone.split("-")
    return {
        **one,
        "phone": chance.choice([f"({a}){b}-{c}", f"{a}({b}){c}", _number_of(phone), f"電話 {a}-{b}-{c}", f"{a}{b}{c}"]),
    }


def new_telephone(one: Record, chance: Chance) -> Record | None:
    return {**one, "phone": a_number(chance)} if one["phone"] else None


def telephone_left_out(one: Record, chance: Chance) -> Record | None:
    return {**one, "phone": None} if one["phone"] else None


def a_number(chance: Chance) -> str:
    return f"0{chance.randrange(30, 99)}-{chance.randrange(200, 999)}-{chance.randrange(10000):04}"


NAME: Sequence[Habit] = (
    with_organisation, without_organisation, with_city, in_kana, other_kana, old_form, other_width, abbreviated,
    other_spelling, mistyped, resting, marked, other_kind_word, turned_round, venue_in_name,
)  # fmt: skip
PLACE: Sequence[Habit] = (with_room, venue_renamed, address_with_city, address_in_other_style, address_left_out)
TIME: Sequence[Habit] = (times_in_other_style, times_left_out, new_times)
TELEPHONE: Sequence[Habit] = (telephone_in_other_style, new_telephone, telephone_left_out)
HEAVY = frozenset({"moved", "new_times", "new_telephone"})


def written_again(
    one: Record, halls: Sequence[Mapping[str, str | None]], chance: Chance
) -> tuple[Record, tuple[str, ...]]:
    """The record as somebody else wrote it, and the habits at work: one to four, never all that tells it gone.

    `halls`: other places of the same municipality that a group could move to.
    """
    while True:
        again, done = dict(one), list[str]()
        moves = bool(halls) and chance.random() < 0.12
        if moves:
            hall = chance.choice(halls)
            again |= {"venue": hall["venue"], "address": hall["address"]}
            done.append("moved")
        not_turned = [habit for habit in NAME if habit is not turned_round]
        often = ((NAME, 0.8), (not_turned, 0.15), (() if moves else PLACE, 0.6), (TIME, 0.35), (TELEPHONE, 0.3))
        for habits, how_often in often:
            if habits and chance.random() < how_often:
                habit = chance.choice(habits)
                changed = habit(again, chance)
                if changed is not None and changed != again:
                    again = changed
                    done.append(habit.__name__)
        if done and _is_still_known(one, again, done):
            return again, tuple(done)


def _is_still_known(one: Record, again: Record, done: Sequence[str]) -> bool:
    """Whether somebody who knows the group would still see that it is the same."""
    if "moved" not in done:
        return len(HEAVY & set(done)) < 2 or bool(one["venue"] or one["address"])
    known = ("schedule",) if one["has_desk"] else ("schedule", "phone")
    same = [key for key in known if one[key] and again[key] and "new" not in "".join(done)]
    return bool(same) and "mistyped" not in done
