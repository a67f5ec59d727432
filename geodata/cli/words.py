"""What click says of itself, in Japanese: how a command is called and what was wrong with a call.

click looks its words up by gettext, in catalogues that it chooses by the user's locale; ours are Japanese everywhere.
"""

import errno
from gettext import gettext
from typing import IO, Any

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

_WORDS = {
    "Usage:": "使い方:",
    "Options": "オプション",
    "Commands": "コマンド",
    "Positional arguments": "引数",
    "Show this message and exit.": "この説明を示す。",
    "default: {default}": "既定: {default}",
    "required": "必須",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "使い方は「{command} {option}」で見られます。",
    "Aborted!": "中断しました。",
    "Missing command.": "コマンドがありません。",
    "Missing argument": "引数がありません",
    "Missing option": "オプションがありません",
    "Missing parameter": "指定がありません",
    "Missing parameter: {param_name}": "{param_name} がありません",
    "Choose from:\n\t{choices}": "次のどれかです:\n\t{choices}",
    "No such option {name!r}.": "{name} というオプションはありません。",
    "No such command {name!r}.": "{name} というコマンドはありません。",
    "Did you mean {possibility}?": "{possibility} ですか。",
    "(Did you mean one of: {possibilities}?)": "（{possibilities} のどれかですか）",
    "Got unexpected extra argument ({args})": "余分な引数があります（{args}）",
    "Got unexpected extra arguments ({args})": "余分な引数があります（{args}）",
    "Option {name!r} requires an argument.": "{name} には値が要ります。",
    "Option {name!r} requires {nargs} arguments.": "{name} には値が {nargs} 個要ります。",
    "Option {name!r} does not take a value.": "{name} に値は付けられません。",
    "Argument {name!r} takes {nargs} values.": "{name} には値が {nargs} 個要ります。",
    "Takes {nargs} values but 1 was given.": "値が {nargs} 個要りますが、1 個です。",
    "Takes {nargs} values but {len} were given.": "値が {nargs} 個要りますが、{len} 個です。",
    "Invalid value: {message}": "値が正しくありません: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} の値が正しくありません: {message}",
    "Could not open file {filename!r}: {message}": "{filename} を開けません: {message}",
    "unknown error": "わけは分かりません",
    "{value!r} is not {choice}.": "「{value}」は {choice} ではありません。",
    "{value!r} is not one of {choices}.": "「{value}」は、{choices} のどれでもありません。",
    "{value!r} is not a valid {number_type}.": "「{value}」は{number_type}ではありません。",
    "{value} is not in the range {range}.": "{value} は範囲（{range}）の外です。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "「{value}」は {states} のどれでもありません。",
    "{value!r} does not match the format {format}.": "「{value}」は {format} の形ではありません。",
    "{value!r} does not match the formats {formats}.": "「{value}」は {formats} のどの形でもありません。",
    "{name} {filename!r} does not exist.": "{name}「{filename}」がありません。",
    "{name} {filename!r} is a file.": "{name}「{filename}」はファイルです。",
    "{name} {filename!r} is a directory.": "{name}「{filename}」はフォルダです。",
    "{name} {filename!r} is not readable.": "{name}「{filename}」は読めません（許可がありません）。",
    "{name} {filename!r} is not writable.": "{name}「{filename}」に書けません（許可がありません）。",
    "{name} {filename!r} is not executable.": "{name}「{filename}」は実行できません。",
    "file": "ファイル",
    "directory": "フォルダ",
    "path": "ファイルかフォルダ",
    "integer": "整数",
    "integer range": "整数",
    "float": "数",
    "float range": "数",
    "Do you want to continue?": "続けますか",
    "Confirm the action without prompting.": "たずねずに行う。",
    "Repeat for confirmation": "もう一度入れてください",
    "Error: The two entered values do not match.": "2 度の入力が違います。",
    "Error: invalid input": "入力が正しくありません",
}
_REASONS = {
    errno.ENOENT: "がありません",
    errno.EISDIR: "はフォルダです",
    errno.EACCES: "を読めません（許可がありません）",
}


class _Words(str):
    """A sentence to be filled in; names of kinds among what fills it are given in Japanese too."""

    def format(self, *args: Any, **values: Any) -> str:
        known = {k: _WORDS.get(v, v) if isinstance(v, str) else v for k, v in values.items()}
        return super().format(*args, **known)


def _said(words: str) -> str:
    return _Words(_WORDS.get(words) or gettext(words))


def _counted(one: str, many: str, count: int) -> str:
    return _said(one if count == 1 else many)


def speak_japanese() -> None:
    """Once, before any command runs."""
    for module in (core, decorators, exceptions, formatting, parser, termui, types):
        for name, words in (("_", _said), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, words)


class ReadableFile(click.File):
    """A file to read, or `-`; what is wrong with it is said in Japanese."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IO[Any]:
        try:
            opened: IO[Any] = super().convert(value, param, ctx)
        except click.BadParameter as error:
            cause = error.__cause__ or error.__context__
            reason = _REASONS.get(cause.errno or 0, "を開けません") if isinstance(cause, OSError) else "を開けません"
            raise click.BadParameter(f"「{value}」{reason}。", ctx, param) from error
        return opened
