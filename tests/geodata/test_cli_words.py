"""What a command says of a wrong call, and of itself: in Japanese."""

import re
from pathlib import Path

import pytest

import app


def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[object, str]:
    monkeypatch.setattr("sys.argv", ["tsunagi", *words])
    with pytest.raises(SystemExit) as left:
        app.main()
    out = capsys.readouterr()
    return left.value.code, out.out + out.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
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
    ],
)
def test_a_wrong_call_is_answered_in_japanese(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    code, text = said(capsys, monkeypatch, *words)
    assert code == 2
    assert told in text
    assert "使い方" in text
    assert not re.search(r"Error|Usage|Invalid|Missing|No such|Try", text)


@pytest.mark.parametrize("words", [["--help"], ["geocode", "--help"], ["zones", "import", "--help"]])
def test_help_has_no_english_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    code, text = said(capsys, monkeypatch, *words)
    assert code == 0
    assert not re.search(r"Usage|Show this|Options|Commands", text)


def test_a_folder_is_not_made_for_a_mistyped_instance(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TSUNAGI_INSTANCE", str(tmp_path / "instnace"))
    code, text = said(capsys, monkeypatch, "zones", "import", __file__, "--edition", "1")
    assert (code, "TSUNAGI_INSTANCE のつづり" in text) == (1, True)
    assert not (tmp_path / "instnace").exists()
