import subprocess
import zipfile
from pathlib import Path

import pytest

from geodata import archives
from geodata.errors import PlaceDataBroken, PlaceDataMissing, Problem


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(archives.sys, "prefix", str(tmp_path))
    archives.folder().mkdir(parents=True)
    return archives.folder()


def put(folder: Path, package: str, content: bytes | None) -> None:
    pin = archives.pins()[package]
    path = folder / f"{package.replace('-', '_')}-{pin.version}-py3-none-any.whl"
    if content is not None:
        path.write_bytes(content)
        return
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("a/one.json", "1")
        wheel.writestr("b/one.json", "2")


def test_every_package_is_pinned_by_version_and_hash_without_an_address() -> None:
    text = archives.REQUIREMENTS.read_text(encoding="utf-8")
    assert set(archives.pins()) == {archives.TOWNS, archives.POSTCODES, archives.FONTS}
    assert "http" not in text


def test_a_package_that_was_never_fetched_says_how(empty_folder: Path) -> None:
    with pytest.raises(PlaceDataMissing, match="make install"):
        archives.archive(archives.TOWNS)


def test_a_damaged_archive_is_named(empty_folder: Path) -> None:
    put(empty_folder, archives.TOWNS, b"not a zip")
    with pytest.raises(PlaceDataBroken, match="壊れています"), archives.open_archive(archives.TOWNS):
        pass


def test_a_member_must_be_the_only_one(empty_folder: Path) -> None:
    put(empty_folder, archives.TOWNS, None)
    with pytest.raises(PlaceDataBroken, match="2 個"), archives.open_member(archives.TOWNS, "one.json"):
        pass


def test_no_network_gives_a_sentence_that_helps(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "ERROR: no route\n")
    monkeypatch.setattr(archives.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(Problem, match="ネットワーク"):
        archives.fetch()
