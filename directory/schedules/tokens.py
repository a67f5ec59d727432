"""A folded schedule text, cut into tokens. Every character lands in exactly one; what no lexeme knows is `text`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WD = "[月火水木金土日]"
_YEAR = (
    r"(?:(?:令和|平成|昭和|[RHS]\.?)\s*(?:\d{1,2}|元)\s*年度?|(?:19|20)\d{2}\s*年度?)"
    r"(?:\s*\((?:令和|平成|昭和)?(?:\d{1,4}|元)年?度?\))?\s*の?\s*"
)
_TAG = rf"(?:\s*\(\s*{_WD}(?:曜日?)?(?:\s*[・,、]?\s*(?:国民の)?祝日?|振替休日)?\s*\)|\s*{_WD}曜日?)"
# A bare weekday character counts only where words cannot continue: 土 10:00 and 水・金, never 土地 or 水分.
_BARE_ENDS = (
    rf"(?=$|[\s・、,。/()~\-\[\]:&+※<>〈【】]|{_WD}(?!\w)|{_WD}{{2,}}|{_WD}曜|祝|曜|第|毎|隔|偶|奇|最終|\d|午[前後]|正午|"
    r"は(?=\d|午|正|お?休|第|、|$|\s)|の(?=\d|午|正|第|朝|昼|夕|夜|み|[偶奇])|と(?=[月火水木金土日第毎最隔祝])|"
    r"から[月火水木金土日](?:曜|ま)|まで|を?除|以外|休|定休|または|又は|もしくは|若しくは|or|か[月火水木金土日]曜|及|およ|朝|昼|夕|夜|も?(?:開催|実施))"
)
_NTH = r"第\s*[1-5](?!\d|時|:|回|[年組号部])"
_NTH_NEXT = (
    r"(?:\s*(?:[・、,./&と~\-]|及び|および)\s*(?:第\s*)?|\s*第\s*)[1-5]"
    r"(?!\d|時|:|回|[年組号部ヶか]|日(?!曜)|月[はをの末中\d])"
)
_MONTH = r"(?:1[0-2]|0?[1-9])"
_HOLIDAY = (
    r"国民の(?:祝日|休日)(?:[・、]?(?:振替)?休日)?|祝日?[・、]?祭日?|祝・?休日?|休祝日|祭日|"
    r"祝日?[・、]?振替休日|振替休日|祝日"
)
_PLACES_OF_TIME = r"(?:午前|午後|AM|PM|am|pm|a\.m\.|p\.m\.|朝|夜|夕方|昼)"
_CLOCK = (
    r"\d{1,2}\s*(?::\s*\d{2}(?!\d)|時(?![間期点代々短給差])(?:\s*\d{1,2}\s*分(?![間前後])|半)?)"
    r"|\d{1,2}(?=\s*[~\-]\s*(?:翌|午前|午後)?\s*\d{1,2}\s*時(?![間期]))|(?<![\d.])\d{1,2}[.;]\d{2}(?=\s*[~\-]\s*\d{1,2}[.;]\d{2})"
)
_HOLIDAY_CASE = (
    rf"(?:(?:[がはも]|が(?:国民の)?)?\s*(?:{_HOLIDAY}|祝)(?:等|など)?\s*"
    r"(?:に(?:あ|当)たる|に当る|に重なる|と重なる|に重なった|と重なった|である|になる|に?なった|だった|の)?(?:場合|とき|時)(?:に?は|でも|にも|も)?"
    r"|(?:が|と)(?:祝日|祝)(?:なら|ならば))"
)
_CLOSED = (
    r"(?:は|が)?\s*(?:お?休み|休止|休館日?|休業日?|休所日?|休会|休室日?|休場日?|定休日?|閉館日?|閉所日?|閉店|閉まり)"
    r"(?:とな(?:ります|る)|にな(?:ります|る)|とします|とする|をいただきます|させて(?:いただきます|頂きます)|です|します|しています|中)?"
    r"|(?:は|が)?\s*(?:開催|実施|開館|開所|営業|活動)?(?:は|が|も)?\s*(?:なし|無し|ありません|無い|ない)(?:です)?(?=$|[\s)。、※,】・])"
    r"|(?:は|が)?\s*(?:開催|実施|開館|開所|営業|活動)(?:は|を|も)?\s*(?:しません|しない|せず|いたしません|致しません|行いません|ございません)(?:です)?"
    r"|は\s*(?:行いません|行わない|行っていません|お休|休(?=$|[\s)。、※]))"
)
_SUSPENDED = (
    r"(?:(?:現在|当面(?:の間)?|当分(?:の間)?|しばらく(?:の間)?)[はの、]?\s*(?:活動|開催|実施|事業)?(?:は|を|が)?\s*)"
    r"(?:お?休み|休止|中止|休会|休業|休館|見合わせ|自粛|延期)(?:中)?(?:です|しております|しています|して(?:い|お)る|とします|となっています|ております|ています|いたします)?"
    r"|(?:活動|開催|実施|事業)?(?:を|は|の)?(?:休止|休会|休業|中止|見合わせ|自粛)(?:中|しております|しています|(?:て|して)(?:い|お)ります)(?:です)?"
    r"|(?:活動|開催|実施|事業)(?:を|は|の)?(?:休止|中止|見合わせ|終了)(?:します|しました)?|お?休み中"
)
_WEATHER = (
    r"(?:小雨|少雨)(?:は?決行)|"
    r"(?:荒天|雨天|悪天候|天候不良|雨|台風|警報|気象警報|猛暑|熱中症)[^\s。※、)]{0,14}?(?:中止|休み|お休み|順延|延期|屋内|室内|変更)(?:です|します|となります|とします|になります)?"
)

_LEXEMES: tuple[tuple[str, str], ...] = (
    ("newline", r"\n"),
    ("space", r"[ ]+"),
    ("note", r"[※★☆●◆■◎◇□▪▼▲]|。|\*"),
    ("weather", _WEATHER),
    ("outside", r"(?:開催日|開催時間|開館時間|営業時間|時間|上記)+(?:以?外)(?:は|も|の|に)?"),
    ("suspended", _SUSPENDED),
    ("holiday_case", _HOLIDAY_CASE),
    ("open", r"[(\[【「『<《{〈〔]"),
    ("close", r"[)\]】」』>》}〉〕]"),
    (
        "count",
        r"(?:毎月|各月|(?<!\d)月|毎週|週|年間|(?<!\d)年|各年|毎年|\d{1,2}\s*[ヶケかカヵヶケヵ]?\s*(?:月|年|週間?)(?=\s*に\s*\d+\s*(?:回|度)))"
        r"\s*に?\s*(?:約|ほぼ|各)?\s*\d+(?:\s*(?:[~、,・\-]|から|か|or|または)\s*\d+)?\s*(?:回|度)(?:\s*(?:程度|位|くらい|ぐらい|ほど|目安))?"
        r"|(?:毎週|週)に?\s*\d\s*日(?:間|程度)?|(?<![\d])月に?\s*\d(?=\s|$)|(?:毎月|月)(?:に)?数回|週に?数(?:回|日)|年に?数回",
    ),
    (
        "alternate",
        r"隔週(?:の|に|で)?|隔月(?:の|に|で)?|(?:1週(?:間)?おき|[2-9]週(?:間)?(?:に1[回度]|ごと|毎)|[1-9][ヶケかカヵ]月(?:おき|ごと|毎))(?:の|に)?",
    ),
    ("every_month", r"毎月(?!末)(?:の)?|各月(?:の)?|(?<!\d)月(?:の|に)?(?=\s*(?:第|最終))|毎(?=第)"),
    ("every_week", rf"毎週(?:の)?|各週(?:の)?|(?<![隔\d一-龥])週(?={_WD}曜)|毎(?={_WD}曜)"),
    ("every_day", r"毎日|年中無休|無休|連日"),
    ("weekdays", r"平日|ウィークデー|ウイークデー"),
    (
        "last",
        r"(?:第?最終(?:週)?|(?:毎)?月末(?!日)(?:最終)?|最後)(?:の)?(?=\s*[・、]?\s*(?:{wd}|第|土))".replace(
            "{wd}", _WD
        ),
    ),
    ("nth", rf"{_NTH}(?:{_NTH_NEXT})*(?:\s*週目?|\s*番目|\s*回目)?(?:の)?"),
    (
        "nth",
        rf"(?<![\d/:~第])[1-5](?:\s*[・、,]\s*[1-5])*(?:週目?の?)?(?=\s*(?:{_WD}曜|[火水木金土](?=$|[\s・、,)(])))(?!\s*日曜?\s*[)(])",
    ),
    ("nth", r"(?<![\d隔毎])[1-5](?:\s*[・、,]\s*[1-5])*週目(?:の)?"),
    (
        "date",
        rf"(?:{_YEAR})?{_MONTH}\s*月\s*(?:[12]\d|3[01]|0?[1-9])\s*日(?!間){_TAG}?|(?:(?:19|20)\d{{2}}[/.\-])(?:{_MONTH})[/.\-](?:[12]\d|3[01]|0?[1-9])(?!\d){_TAG}?"
        rf"|(?:[RHS]\d{{1,2}}[/.])?(?<![\d/.])(?:{_MONTH})/(?:[12]\d|3[01]|0?[1-9])(?![\d/]){_TAG}?",
    ),
    ("vague_span", rf"(?:{_YEAR})?{_MONTH}\s*月(?:の)?\s*(?:[上中下初]旬|末(?!日)|初め|半ば|頃)|[上中下初]旬"),
    (
        "months",
        rf"(?:[偶奇]数月|(?<!\d){_MONTH}\s*月?(?:\s*(?:[・、,.と~\-]|及び|および|から)\s*(?:翌年?の?)?\s*{_MONTH}\s*月?)*(?<=月))"
        r"(?!\s*(?:\d{1,2}\s*日|曜|末))(?:中|間|度)?",
    ),
    ("year", rf"{_YEAR}"),
    (
        "month_days",
        r"(?<!\d)(?:\d{1,2}\s*日?\s*[・、,と]\s*)*(?:[12]\d|3[01]|0?[1-9])\s*日(?![間程以数曜])" + f"{_TAG}?",
    ),
    ("digit_days", r"[0-9](?:\s*[・、,と]\s*[0-9])*\s*(?:の付く|のつく|がつく|の)日"),
    ("month_end", r"(?:毎月|各月)?(?:月末日|末日)"),
    (
        "time",
        rf"正午|{_PLACES_OF_TIME}?\s*(?:{_CLOCK})(?:\s*(?:頃|ごろ|ころ))?|{_PLACES_OF_TIME}\s*\d{{1,2}}(?=\s*[~\-])",
    ),
    ("lost_marks", r"(?<!\d)(?:[01]\d|2[0-3])[0-5][05]\s*[~\-]?\s*(?:[01]\d|2[0-3])[0-5][05](?!\d)"),
    ("broken_time", r"(?<!\d)\d{1,2}:\d?(?!\d)|\d{1,2}:\d{3,}"),
    (
        "detail",
        r"(?:ラストオーダー|オーダーストップ|L\.?O\.?|食事(?:時間|タイム|提供)?|昼食|夕食|朝食|受付(?:時間|開始|終了)?|開場|休憩(?:時間)?|最終入場|入場|締切|締め切り)",
    ),
    ("weekend", r"土日祝祭?日?|週末"),
    ("weekday", rf"{_WD}\s*曜(?:\s*日)?"),
    ("weekday", rf"{_WD}(?:ようび|よう日)|(?<=[・、,])?{_WD}{{2,7}}(?:曜日?)?{_BARE_ENDS}|{_WD}{_BARE_ENDS}"),
    ("holiday", rf"(?:{_HOLIDAY}|祝(?=$|[\s・、,。/()~を除は])|休日)(?:等|など)?"),
    (
        "new_year",
        r"年末[・、~]?年始|年始[・、]?年末|年末及び年始|年末と年始|正月三が日|正月3が日|お?正月(?:期間)?|三が日|3が日|年末|年始",
    ),
    ("obon", r"旧?お盆(?:休み|期間)?|盆(?:休み?|期間)?(?=$|[\s・、,。)はを])|夏期休暇|夏季休暇|夏期休業|夏季休業"),
    ("golden_week", r"ゴールデンウィーク|ゴールデンウイーク|GW|大型連休"),
    ("school_break", r"(?:学校の?)?(?:春|夏|冬)休み(?:期間|中)?|(?:学校の?)?長期(?:休み|休業|休暇)(?:期間|中)?"),
    ("season", r"(?:春|夏|秋|冬)(?:季|期)(?:間)?(?:中)?|(?:春|夏|秋|冬)(?=$|[\s・、)はのと])"),
    (
        "except",
        r"を\s*(?:のぞ|除)(?:き|く|いた|いて)(?:ます)?|以外(?:の)?|は?\s*(?:除く|除き|除外|のぞく|除いた|除)(?:します)?|を除",
    ),
    (
        "hedge",
        r"原則(?:として)?(?:、|は)?|基本的に(?:は)?|基本(?:は)?|(?:予定|変更|変動|休み|お休み|中止|延期|休館|休止|開催しない|異なる|ずれる|ない|臨時休業|変わる)"
        r"(?:になる|となる|する|の|が|と)?(?:場合|こと|可能性|日)?(?:も|が|は)?\s*(?:あり(?:ます|得ます)?|有り?|ございます)|"
        r"変更(?:の|になる|する|となる)?(?:場合|こと|可能性)|場合(?:が|も)(?:あり(?:ます)?|ございます)|予定|変動|程度|おおむね|概ね|(?<![予契])約(?=\d)|目安|を?中心に?|ほぼ|だいたい|大体|日程変更",
    ),
    (
        "irregular",
        r"(?:日程|日時|曜日|開催日)?(?:は|が)?(?:不定期|不定|随時|未定|応相談|要相談|都度|不規則|決まってい(?:ない|ません)|決まっておらず)(?:に|で)?(?:開催|実施)?",
    ),
    ("permanent", r"常設|常時|通年|年中|いつでも"),
    ("secret", r"非公開"),
    (
        "or",
        r"または|又は|もしくは|若しくは|あるいは|或いは|いずれか|どちらか|のいずれ|か(?=\s*(?:第|最終|[月火水木金土日]曜|[1-5][火水木金土]))|or|OR",
    ),
    ("following", r"(?:とその|、その|・その|とその週の|その)(?:直後|あと|後|次)の|の(?:直後|次)の"),
    (
        "also",
        r"も\s*(?:開催|実施|営業|開館|行い|やって|オープン|あり)\S{0,4}|(?:開催|実施)(?:も)?あり|(?:の)?みも|他に?|ほか|その他",
    ),
    (
        "held",
        r"開催日?|実施日?|開館日?|開所日?|活動日?|営業日?|定例日?|利用日|開設日?|オープン|集合|開始|日時|時間帯?|曜日|日程|利用時間|開館時間|場所",
    ),
    ("only", r"のみ|だけ|限定"),
    ("from", r"から|より"),
    ("until", r"まで(?:の間)?|迄"),
    ("tilde", r"[~\-](?![\-])"),
    ("closed", _CLOSED),
    ("cancelled", r"中止(?:です|となりました|します)?"),
    ("broken_date", r"\d{1,2}月\d{1,2}(?!\d|日|:)"),
    (
        "vague_time",
        r"午前中?|午後|(?:お?昼(?![食寝御ご休])|夜(?!間?学)|夕方|朝(?!食|市)|日中|夜間)(?:間|の部|頃)?|AM|PM",
    ),
    ("separator", r"[・、,/&+＋]|及び|および|ならびに|並びに|かつ"),
    ("colon", r"[::;]"),
    ("particle", r"[のはがをにでとも](?=$|[\s\d)午正第毎最月火水木金土日・、※(]|お休|休|中止|開催|実施)"),
)
_MASTER = re.compile("|".join(f"(?P<k{index}>{pattern})" for index, (_, pattern) in enumerate(_LEXEMES)))
_KINDS = tuple(kind for kind, _ in _LEXEMES)
_SPACES = frozenset({"space", "newline"})


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int


def _cut(text: str) -> Iterator[Token]:
    position, unread = 0, 0
    while position < len(text):
        found = _MASTER.match(text, position)
        if found is None or found.end() == position:
            position += 1
            continue
        kind = _KINDS[found.lastindex - 1 if found.lastindex else 0]
        if unread < position:
            yield Token("text", text[unread:position], unread)
        yield Token(kind, found[0], position)
        position = unread = found.end()
    if unread < position:
        yield Token("text", text[unread:position], unread)


def _is_word_part(before: Token, token: Token) -> bool:
    """A bare weekday character straight after unread kanji or kana belongs to a word (誕生日)."""
    return before.kind == "text" and token.kind == "weekday" and "曜" not in token.text and before.text[-1].isalnum()


def tokenize(folded: str) -> list[Token]:
    """Tokens of a folded text, in order; their texts concatenate to it."""
    tokens: list[Token] = []
    for token in _cut(folded):
        before = tokens[-1] if tokens else None
        if before and (_is_word_part(before, token) or (before.kind == token.kind == "text")):
            tokens[-1] = Token("text", before.text + token.text, before.start)
        else:
            tokens.append(token)
    return _with_bullets(tokens)


def _with_bullets(tokens: list[Token]) -> list[Token]:
    """「・」 and 「-」 that open a line or follow a space are bullets, not separators or ranges (10:00 - 12:00)."""
    result: list[Token] = []
    for index, token in enumerate(tokens):
        if token.text in "・-" and (index == 0 or tokens[index - 1].kind in _SPACES):
            after = [later for later in tokens[index + 1 : index + 3] if later.kind != "space"]
            spaced = tokens[index + 1 : index + 2] and tokens[index + 1].kind in _SPACES
            is_range = token.text == "-" and bool(after) and after[0].kind == "time"
            is_list = token.text == "・" and bool(spaced) and index > 0
            if not (is_range or is_list or not after):
                token = Token("bullet", token.text, token.start)
        result.append(token)
    return result
