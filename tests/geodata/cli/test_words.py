"""What a command says of a wrong call, and of itself: in Japanese."""

import json
import os
import re
import subprocess
import sys

import pytest

# click makes some words when a command is first imported: a process of its own, as `tsunagi` is one.
_PROGRAM = """
import contextlib, io, json, sys
import app
answers = []
for words in json.load(sys.stdin):
    out = io.StringIO()
    sys.argv = ["tsunagi", *words]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            app.main()
        except SystemExit as left:
            answers.append((left.code, out.getvalue()))
print(json.dumps(answers))
"""
WRONG = (
    (["geocode"], "引数がありません 'FILE'"),
    (["geocode", "/ない/表.txt"], "「/ない/表.txt」がありません"),
    (["geocode", "-", "--scop", "1"], "--scop というオプションはありません"),
    (["zones", "import", "/ない.geojson", "--edition", "1"], "ファイル「/ない.geojson」がありません"),
    (["zones", "import", __file__], "オプションがありません '--edition'"),
    (["gazetteer", "fetch", "14208", "--from", "xyz"], "「xyz」は、'abr', 'isj' のどれでもありません"),
    (["match", __file__, "--limit", "many"], "「many」は整数ではありません"),
    (["match", __file__, "--limit", "90"], "90 は範囲（1<=x<=5）の外です"),
    (["areas"], "areas というコマンドはありません"),
    (["gazetteer", "info", "more"], "余分な引数があります（more）"),
    (["match", "/ない.json"], "「/ない.json」がありません"),
)
HELP = (["--help"], ["geocode", "--help"], ["zones", "import", "--help"])
MISTYPED = ["zones", "import", __file__, "--edition", "1"]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """Exit code and all that is printed, by the words of the call."""
    instance = tmp_path_factory.mktemp("none") / "instnace"
    calls = [*(words for words, _ in WRONG), *HELP, MISTYPED]
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps(calls),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "TSUNAGI_INSTANCE": str(instance)},
    )
    assert not instance.exists()
    return {" ".join(words): answer for words, answer in zip(calls, json.loads(done.stdout), strict=True)}


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_a_wrong_call_is_answered_in_japanese(said: dict[str, tuple[int, str]], words: list[str], told: str) -> None:
    code, text = said[" ".join(words)]
    assert code == 2
    assert told in text
    assert "使い方" in text
    assert not re.search(r"Error|Usage|Invalid|Missing|No such|Try", text)


@pytest.mark.parametrize("words", HELP)
def test_help_has_no_english_sentence(said: dict[str, tuple[int, str]], words: list[str]) -> None:
    code, text = said[" ".join(words)]
    assert code == 0
    assert not re.search(r"Usage|Show this|Options|Commands", text)


def test_a_folder_is_not_made_for_a_mistyped_instance(said: dict[str, tuple[int, str]]) -> None:
    code, text = said[" ".join(MISTYPED)]
    assert (code, "TSUNAGI_INSTANCE のつづり" in text) == (1, True)
