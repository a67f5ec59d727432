"""A folded schedule text, cut into tokens. Every character lands in exactly one; what no lexeme knows is `text`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from directory.schedules.reader.lexemes import LEXEMES

_MASTER = re.compile("|".join(f"(?P<k{index}>{pattern})" for index, (_, pattern) in enumerate(LEXEMES)))
_KINDS = tuple(kind for kind, _ in LEXEMES)
_SPACES = frozenset({"space", "newline"})
_BEFORE_SUNDAY = frozenset({"nth", "last", "months", "every_week", "every_month", "alternate"})


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


def _is_some_day(tokens: list[Token], token: Token) -> bool:
    """「子ども食堂の日」「休みの日」: 日 is a day, not Sunday, except after an ordinal (第1の日)."""
    return (
        token.kind == "weekday"
        and token.text == "日"
        and len(tokens) > 1
        and tokens[-1].text == "の"
        and tokens[-2].kind not in _BEFORE_SUNDAY
    )


def tokenize(folded: str) -> list[Token]:
    """Tokens of a folded text, in order; their texts concatenate to it."""
    tokens: list[Token] = []
    for token in _cut(folded):
        before = tokens[-1] if tokens else None
        if before and (_is_word_part(before, token) or (before.kind == token.kind == "text")):
            tokens[-1] = Token("text", before.text + token.text, before.start)
        elif _is_some_day(tokens, token):
            particle = tokens.pop()
            tokens.append(Token("text", particle.text + token.text, particle.start))
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
