"""Lines for measuring and fuzzing the reader of addresses: made of real towns, bent, and made to be slow."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from geodata.gazetteer import Gazetteer

_NUMBERS = ("{}番地", "{}-{}", "{}番{}号", "{}番地の{} メゾン本町{}0{}")
_WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
_LETTERS = "市区町村字甲イヶノ一二三十丁目番地号通上る東条0123456789-ー－~　 、,・(（)「〒々\u3099\u200b\ufe00ｶﾞ①㈱"
_PIECES = (
    "字",
    "大字",
    "1丁目",
    "3番4号",
    "通り上る",
    "の",
    "ビル3階",
    "東京都",
    "横浜市",
    "〒249-0003 ",
    "甲12",
    "（",
    "）",
)
_CITIES = ("横浜市", "愛知県名古屋市", "京都市", "大阪市", "札幌市", "福島県福島市", "逗子市", "府中市", "")
_TOWNS = ("本町1-1", "中央", "東町3", "桜が丘2丁目", "どこにもない町5-5", "字家六2094", "通り上る本町", "霧原町")
# Each is repeated to lines of up to 2,000 characters.
_FILLS = [
    *"あ市区町県1-一二十字番()「の甲 、〒通ーヶ々",
    "丁目",
    "上る",
    "ｶﾞ",
    "か\u3099",
    "1-",
    "1丁目",
    "本町",
    "大字",
]
_FILLS += ["本町1-1、", "横浜市", "東京都"]


def made(gazetteer: Gazetteer, chance: random.Random, count: int) -> list[str]:
    """Full addresses of real towns with numbers, in no order; each municipality's share is even."""
    lines = []
    for municipality, share in Counter(chance.choices(gazetteer.municipalities, k=count)).items():
        towns = gazetteer.towns(municipality).all()
        for town in chance.choices(towns, k=share) if towns else ():
            written = chance.choice(_NUMBERS).format(*(chance.randint(1, 40) for _ in range(4)))
            lines.append(municipality.prefecture + municipality.city + town.town + town.koaza + written)
    chance.shuffle(lines)
    return lines


def mutated(line: str, others: Sequence[str], chance: random.Random) -> str:
    """The line with a letter dropped, repeated, changed or moved, a piece put in, another line joined."""
    at = chance.randrange(len(line) or 1)
    kind = chance.randrange(9)
    if kind == 0:
        return line[:at] + line[at + 1 :]
    if kind == 1:
        return line[:at] + line[at : at + 1] * chance.choice((2, 30)) + line[at + 1 :]
    if kind == 2:
        return line[at:] + line[:at]
    if kind == 3:
        return line + chance.choice("、 　・/") + chance.choice(others)
    if kind == 4:
        return line[:at] + chance.choice(_LETTERS) + line[at + 1 :]
    if kind == 5:
        return line[:at] + line[at + 1 : at + 2] + line[at : at + 1] + line[at + 2 :]
    if kind == 6:
        return line[at:]
    if kind == 7:
        return line.translate(_WIDE)
    return line[:at] + chance.choice(_PIECES) + line[at:]


def slow() -> Iterator[str]:
    """What asks for most work: cities without ward, towns without city, long and repeated texts, torn brackets."""
    for city in _CITIES:
        yield city
        for town in _TOWNS:
            yield city + town
            yield f"さくら会館（{city}{town}）"
            yield f"{city}{town}、{city}{town}9"
        for fill in _FILLS:
            for length in (30, 300, 990, 2000):
                yield city + (fill * length)[:length]
                yield city + "本町" + (fill * length)[:length] + "1-1"
