"""What `tsunagi match` says of a file that is no JSON: in Japanese, with the place, and exit 1."""

from pathlib import Path

import pytest

from tests.conftest import Ran


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{bad", "1行目の2文字目"),
        (b"", "1行目の1文字目"),
        ('{"age": 78,\n "needs": ["孤立"'.encode(), "2行目"),
        ('{"needs": ["孤立"]}'.encode("cp932"), "UTF-8"),
        (b"[" * 100_000, "入れ子"),
    ],
)
def test_a_broken_file_is_told_of_in_japanese(tmp_path: Path, content: bytes, said: str, run, instance: Path) -> None:
    person = tmp_path / "person.json"
    person.write_bytes(content)
    ran: Ran = run("match", str(person), "--json")
    assert (ran.exit, ran.out) == (1, "")
    assert said in ran.err
    assert "line" not in ran.err
    assert "codec" not in ran.err
