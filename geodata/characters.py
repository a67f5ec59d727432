"""One spelling out of many: width, variants, ヶ/ケ/が, ノ/の/之, kanji numerals, 字. Never loses where each came from.

`fold` gives the text that tables are keyed by and readers work on; `Folded.cut` leads back to the original, so that
what is not understood can be handed back untouched.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Old and variant forms → the form used in official town names today. Pairs, variant first.
_KANJI_PAIRS = """
莵菟 竈釜 脊背 冶治 祗祇 釡釜 炮砲 斑班 擽櫟 亞亜 壓圧 圍囲 壹一 爲為 醫医 隱隠 營営 榮栄 衞衛 驛駅 圓円 鹽塩 奧奥
應応 歐欧 黃黄 溫温 價価 假仮 會会 囘回 囬回 檜桧 繪絵 壞壊 懷懐 擴拡 殼殻 學学 嶽岳 樂楽 卷巻 陷陥 寬寛 關関 觀観
歸帰 龜亀 舊旧 據拠 擧挙 峽峡 狹狭 區区 驅駆 勳勲 薰薫 惠恵 溪渓 谿渓 經経 輕軽 螢蛍 鷄鶏 雞鶏 藝芸 縣県 儉倹 劍剣
圈圏 檢検 權権 獻献 顯顕 驗験 嚴厳 廣広 恆恒 黑黒 國国 碎砕 齋斎 齊斉 濟済 册冊 雜雑 櫻桜 澤沢 嶋島 嶌島 﨑崎 碕崎
㟢崎 棧桟 蠶蚕 贊賛 濱浜 濵浜 邊辺 邉辺 實実 寫写 舍舎 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 將将
稱称 燒焼 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 狀状 疊畳 讓譲 釀醸 觸触 寢寝 愼慎 眞真 盡尽 圖図 粹粋 醉酔 穗穂 隨随
髓髄 數数 樞枢 瀨瀬 聲声 靜静 竊窃 攝摂 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 曾曽 雙双 壯壮 莊荘 搜捜 插挿 巢巣
爭争 總総 聰聡 裝装 騷騒 增増 藏蔵 臟臓 續続 屬属 墮堕 體体 對対 帶帯 滯滞 臺台 瀧滝 擇択 單単 擔担 膽胆 團団 彈弾
斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 聽聴 鎭鎮 遞逓 鐵鉄 銕鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬪闘 德徳 獨独 讀読
屆届 繩縄 貳二 弐二 惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 彥彦 姬姫 拂払 佛仏 竝並 變変 辨弁
瓣弁 辯弁 舖舗 寶宝 豐豊 襃褒 沒没 飜翻 槇槙 萬万 滿満 默黙 彌弥 藥薬 譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 來来
賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 鄰隣 壘塁 淚涙 勵励 禮礼 靈霊 齡齢 戀恋 爐炉 勞労 樓楼 祿禄 灣湾 髙高 𠮷吉 桒桑
籔薮 藪薮 禰祢 蘂蕊 檮梼 礪砺 籠篭 蠣蛎 鶯鴬 鷗鴎 壺壷 攪撹 莖茎 萠萌 槪概 穎頴 鯵鰺 曻昇 冝宜 冨富 峯峰 嵜崎 埜野
壄野 杦杉 椙杉 栁柳 桺柳 梹檳 泻潟 渕淵 渊淵 煕熙 畠畑 皐皋 瑤瑶 砿鉱 鑛鉱 礒磯 穐秋 竒奇 筯筋 舘館 舩船 蘆芦 苅刈
葊庵 蕚萼 虵蛇 裡裏 諌諫 遙遥 邨村 郞郎 鄕郷 鉤鈎 鋪舗 鍜鍛 閒間 隝島 鴈雁 靑青 靭靱 頬頰 鹼鹸 麴麹 麸麩 鼡鼠 壱一
弌一 参三 參三 蒋蔣 焰焔 剝剥 塡填 噓嘘 頸頚 侠俠 繡繍 醬醤 掻搔 蟬蝉 莱萊 簞箪 摑掴 濤涛 禱祷 瀆涜 蠟蝋 屛屏 幷并
餠餅 侭儘 堯尭 晉晋 亙亘 巖巌 凜凛 彎弯 檪櫟 竃釜
"""
# ケ-like small marks between words, ノ-like particles and ツ-like ones are one letter each; other katakana → hiragana.
_KANA = {ord(k): "が" for k in "ヶケがガヵカかけげゲ"}
_KANA |= {ord(k): "の" for k in "ノのﾉ之乃"}
_KANA |= {ord(k): "つ" for k in "ッツっつ"}
_DASHES = "-－‐‑‒–—―−─━﹣⁻₋˗"
_SPACES = "　\t\r\n\f\v\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2028\u2029"


def _one_to_one() -> dict[int, str]:
    table = {code: chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= _KANA
    for pair in _KANJI_PAIRS.split():
        table[ord(pair[0])] = pair[1]
    table |= {ord(dash): "-" for dash in _DASHES}
    table |= {ord(space): " " for space in _SPACES}
    table[ord("〜")] = table[ord("～")] = "~"
    table |= {ord(bracket): "[" for bracket in "【〔《『｛"} | {ord(bracket): "]" for bracket in "】〕》』｝"}
    table[ord("゠")] = "-"
    return table


class _Letters(dict[int, int]):
    """Letter by letter. Those that stay as they are get learnt: str.translate is slow where it finds none."""

    def __missing__(self, code: int) -> int:
        if code <= 0xFFFF:
            self[code] = code
        return code


_TABLE = _Letters({code: ord(letter) for code, letter in _one_to_one().items()})
_NUMERALS = "〇零一二三四五六七八九十百千"
_VALUE = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_ALONE = {character: str(value) for character, value in (_VALUE | _UNIT).items()}
_WORD = "数"
# What one-to-one replacement cannot do: half-width kana with marks, selectors, invisible and compatibility characters.
_UNEVEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u0300-\u036f\u200b-\u200f\u2060\u2e80-\u2fdf\u3099\u309a\u3200-\u33ff\uf900-\ufaff\ufe00-\ufe0f\ufe30-\ufe4f"
    "\ufeff\uff5f-\uffef\U000e0100-\U000e01ef\U0002f800-\U0002fa1f]"
)
# 十字 is a word (小田原市十字), neither ten nor 字.
_NUMBER_OR_AZA = re.compile(f"十字|[{_NUMERALS}]+|大?字")
# After a kanji numeral that counts come its unit, another number or nothing; otherwise it is a part of a word (三井).
_COUNTS = re.compile(
    rf"$|[^\w]|[0-9丁号条線字]|番(?![街館])|地割|[のー](?=[0-9{_NUMERALS}])|[甲乙丙丁いろはに](?=[0-9{_NUMERALS}])"
)
# ニ and ハ (katakana) typed for 二 and 八.
_KATAKANA_NUMERAL = re.compile("[ニハ](?=丁目)|(?<=丁目)[ニハ](?=番)")
_BRACKETED_CHOME = re.compile(r"\(([0-9]{1,2}丁目[^()]*)\)")
_LONG_MARK = re.compile(
    f"(?<=[0-9{_NUMERALS}目番地号の])ー(?=[0-9{_NUMERALS}])|(?<=[0-9])一(?=[0-9])|(?<=[0-9{_NUMERALS}])ー(?=[甲乙丙丁いろはに][0-9{_NUMERALS}])"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text`: folded. `source`: as given. `ends[i]`: where folded character i ends in `source` (None: one to one).

    `counted`: `text` with a letter in the place of each digit that is a part of a word (西新宿三井ビル).
    """

    text: str
    source: str
    counted: str
    ends: list[int] | None = None

    def cut(self, position: int) -> int:
        """The place in `source` that corresponds to the place before folded character `position`."""
        if self.ends is None or position == 0:
            return position
        return self.ends[position - 1] if position <= len(self.ends) else len(self.source)

    def original(self, start: int, end: int | None = None) -> str:
        """The source text between two folded places; whatever folds to nothing belongs to what follows it."""
        return self.source[self.cut(start) : len(self.source) if end is None else self.cut(end)]

    def without_brackets_of_chome(self) -> "Folded":
        """霞台(5丁目) as 霞台 5丁目: the same length, so that each character still leads to its source."""
        if "丁目" not in self.text or "(" not in self.text:
            return self
        text = _BRACKETED_CHOME.sub(r" \1 ", self.text)
        return Folded(text, self.source, _BRACKETED_CHOME.sub(r" \1 ", self.counted), self.ends)

    def with_name(self, name: str, end: int) -> "Folded":
        """As though this (folded) name stood in the place of all before `end`; only for looking up names."""
        return Folded(name + self.text[end:], "", name + self.counted[end:])

    def spelt(self, name: str, start: int, end: int) -> "Folded":
        """As though this (folded) name stood from start to end; it leads to what stands there, whole."""
        ends = [self.cut(at) for at in range(1, start + 1)]
        ends += [self.cut(end)] * len(name)
        ends += [self.cut(at) for at in range(end + 1, len(self.text) + 1)]
        text, counted = self.text, self.counted
        return Folded(text[:start] + name + text[end:], self.source, counted[:start] + name + counted[end:], ends)

    def without(self, position: int) -> "Folded":
        """As though the character there had not been written; only for looking up names."""
        text, counted = self.text, self.counted
        return Folded(text[:position] + text[position + 1 :], "", counted[:position] + counted[position + 1 :])


def fold(text: str) -> Folded:
    """Fold width, variants, kana, numerals and 字. Total: any string is accepted."""
    if "丁目" in text:
        text = _KATAKANA_NUMERAL.sub(lambda found: "二" if found[0] == "ニ" else "八", source := text)
    else:
        source = text
    folded = text.translate(_TABLE)
    ends: list[int] | None = None
    if _UNEVEN.search(folded):
        folded, ends = _decompose(folded)
    if "町目" in folded:
        folded = folded.replace("町目", "丁目")
    if "ー" in folded or "一" in folded:
        folded = _LONG_MARK.sub("-", folded)
    if _NUMBER_OR_AZA.search(folded):
        folded, counted, ends = _renumber(folded, ends)
        return Folded(folded, source, counted, ends)
    return Folded(folded, source, folded, ends)


def key(text: str) -> str:
    """The folded text without spaces: what two spellings of one name have in common."""
    return fold(text).text.replace(" ", "")


def _decompose(text: str) -> tuple[str, list[int]]:
    """Compatibility characters by NFKC, marks joined to what they mark, invisible ones dropped."""
    characters: list[str] = []
    ends: list[int] = []
    index = 0
    while index < len(text):
        stop = index + 1
        while stop < len(text) and (unicodedata.combining(text[stop]) or text[stop] in "ﾞﾟ"):
            stop += 1
        piece = _composed(text[index:stop])
        if piece:
            characters.append(piece)
            ends += [stop] * len(piece)
        elif ends:
            ends[-1] = stop
        index = stop
    return "".join(characters), ends


@lru_cache(2000)
def _composed(piece: str) -> str:
    """A letter with its marks as one letter, or a few, or none."""
    if not _UNEVEN.search(piece):
        return piece
    letters = unicodedata.normalize("NFKC", piece).translate(_TABLE)
    return "".join(c for c in letters if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))


def _renumber(text: str, ends: list[int] | None) -> tuple[str, str, list[int] | None]:
    """Kanji numerals → digits; 大字 and 字 → nothing. The text, the text of what counts, and where each came from."""
    pieces: list[str] = []
    counted: list[str] = []
    new_ends: list[int] = []
    at = 0
    for found in _NUMBER_OR_AZA.finditer(text):
        start, stop = found.span()
        pieces.append(text[at:start])
        counted.append(text[at:start])
        new_ends += range(at + 1, start + 1)
        if found[0] == "十字":
            pieces.append(found[0])
            counted.append(found[0])
            new_ends += (start + 1, stop)
        elif not found[0].endswith("字"):
            digits = _digits(found[0])
            # 一二三 is three letters of the source; 十二 is one, of which no part can be cut off.
            each = _UNIT.keys().isdisjoint(found[0])
            places = [*range(start + 1, stop + 1)] if each else [*[start] * (len(digits) - 1), stop]
            # A kanji numeral beside a digit is another number: 字三15 must not become 字315.
            if start and text[start - 1].isdecimal():
                digits, places = "-" + digits, [start, *places]
            if stop < len(text) and text[stop].isdecimal():
                digits, places = digits + "-", [*places, stop]
            pieces.append(digits)
            counted.append(digits if _COUNTS.match(text, stop) else _WORD * len(digits))
            new_ends += places
        at = stop
    pieces.append(text[at:])
    counted.append(text[at:])
    new_ends += range(at + 1, len(text) + 1)
    if ends is not None:
        new_ends = [ends[end - 1] for end in new_ends]
    return "".join(pieces), "".join(counted), new_ends


def _digits(numeral: str) -> str:
    if len(numeral) == 1:
        return _ALONE[numeral]
    if _UNIT.keys().isdisjoint(numeral):
        return "".join(str(_VALUE[character]) for character in numeral)
    total = part = 0
    for character in numeral:
        if character in _UNIT:
            total += (part or 1) * _UNIT[character]
            part = 0
        else:
            part = part * 10 + _VALUE[character]
    return str(total + part)


def kanji_number(number: int) -> str:
    """12 → 十二, as official 丁目 are written. 1 to 99."""
    tens, ones = divmod(number, 10)
    figures = "〇一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else figures[tens] + "十") + (figures[ones] if ones else "")
