"""What an operator can set, read once at the start. Wrong values are named there, all together."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, get_args

from directory.accounts.openid import REQUIRED, Provider, provider_of
from directory.errors import SettingsWrong
from geodata.errors import Problem
from geodata.places_of_run import PROFILES, PlacesOfRun

Door = Literal["all", "public", "staff"]
DOORS: tuple[Door, ...] = get_args(Door)
MOST_PROXIES = 5
NAMES = (
    "TSUNAGI_INSTANCE",
    "TSUNAGI_PROFILE",
    "TSUNAGI_DATABASE_URL",
    "TSUNAGI_RATE_LIMITS",
    "TSUNAGI_ACCOUNTS",
    "TSUNAGI_TILES",
    "TSUNAGI_DOOR",
    "TSUNAGI_PROXIES",
    "TSUNAGI_HOSTS",
    "TSUNAGI_PUBLIC_URL",
    *REQUIRED,
    "TSUNAGI_OIDC_CLAIM",
)
_PREFIX = "TSUNAGI_"
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*")

_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Settings(PlacesOfRun):
    """The environment of one run: where it keeps its databases, index, gazetteer and secrets, and how it behaves.

    `database_url` is None in a public process: it cannot open the private database.
    `accounts`: whether /match asks for sign-in; None means yes, except where the catalogue is the sample of a demo.
    `tiles`: whether maps fetch their background from 国土地理院.
    `door`: which pages this process serves; a `public` one has no `database_url` and its own secret.
    `proxies`: how many reverse proxies of the operator's own stand before this process: so many entries of
    X-Forwarded-For and -Proto are believed, none where it is 0.
    `hosts`: the names under which it answers (`.example.jp`: and all below); empty: under any.
    `openid`: a city hall's own sign-in, None where people sign in with passwords only.
    `public_url`: the address, with its last slash, of links for people outside (確認のページ); None: as staff came in.
    """

    database_url: str | None
    rate_limits: bool = True
    accounts: bool | None = None
    port: int = 8000
    door: Door = "all"
    tiles: bool = True
    proxies: int = 0
    hosts: tuple[str, ...] = ()
    openid: Provider | None = None
    public_url: str | None = None

    @property
    def public_database(self) -> Path:
        """The public view: a SQLite file that lacks every private column."""
        return self.instance / "public.sqlite"

    @property
    def search_index(self) -> Path:
        return self.instance / "search"

    @property
    def fonts(self) -> Path:
        """Typefaces for paper, taken out of their package."""
        return self.instance / "fonts"

    @property
    def limits(self) -> Path:
        """Counts of what callers tried, shared by all workers of one side."""
        return self.instance / ("public_limits.sqlite" if self.door == "public" else "limits.sqlite")

    @property
    def uploads(self) -> Path:
        """Files that staff are looking at before they import them."""
        return self.instance / "uploads"

    @property
    def kept_forms(self) -> Path:
        """What staff sent after their session had ended."""
        return self.instance / "kept_forms"

    @property
    def imports(self) -> Path:
        """Notes of the imports under way."""
        return self.instance / "imports"

    @property
    def secret_key_file(self) -> Path:
        """The staff side's secret, or a public process's own: each can be read only by its own side."""
        return self.instance / ("public_secret_key" if self.door == "public" else "secret_key")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read TSUNAGI_* and PORT. Raises SettingsWrong naming every wrong value at once."""
        wrong: list[str] = []
        instance, profile = _places(environment, wrong)
        if instance.exists() and not instance.is_dir():
            wrong.append(f"TSUNAGI_INSTANCE は置き場所（フォルダ）を指してください: {instance}")
        if not (profile / "profile.toml").is_file():
            known = "、".join(sorted(p.parent.name for p in PROFILES.glob("*/profile.toml")))
            wrong.append(
                f"TSUNAGI_PROFILE の {profile} に profile.toml がありません（同梱: {known}。フォルダの道筋も書けます）"
            )

        url = environment.get("TSUNAGI_DATABASE_URL") or f"sqlite:///{instance / 'catalogue.sqlite'}"
        if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            wrong.append("TSUNAGI_DATABASE_URL は sqlite:/// か postgresql:// で始めてください")
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)

        rate_limits = _switch(environment, "TSUNAGI_RATE_LIMITS", wrong)
        accounts = _switch(environment, "TSUNAGI_ACCOUNTS", wrong)
        tiles = _switch(environment, "TSUNAGI_TILES", wrong)
        port = _number(environment, "PORT", 8000, range(1, 65536), wrong)
        proxies = _number(environment, "TSUNAGI_PROXIES", 0, range(MOST_PROXIES + 1), wrong)
        hosts = _hosts(environment, wrong)
        public_url = _public_url(environment, wrong)
        door = next((door for door in DOORS if door == (environment.get("TSUNAGI_DOOR") or "all")), None)
        if door is None:
            wrong.append(f"TSUNAGI_DOOR は {' か '.join(DOORS)} にしてください: {environment['TSUNAGI_DOOR']}")
        openid = provider_of(environment, wrong) if door != "public" else None
        if wrong or door is None:
            raise SettingsWrong("設定に誤りがあります。\n" + "\n".join(f"・{line}" for line in wrong))
        private = None if door == "public" else url
        return cls(
            instance,
            profile,
            private,
            rate_limits=rate_limits is not False,
            accounts=accounts,
            port=port,
            door=door,
            tiles=tiles is not False,
            proxies=proxies,
            hosts=hosts,
            openid=openid,
            public_url=public_url,
        )


def unknown_names(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """A sentence for every TSUNAGI_* that is no setting: a mistyped one would silently leave its default in force."""
    sentences = []
    for name in sorted(environment.keys() - set(NAMES)):
        if name.startswith(_PREFIX):
            near = get_close_matches(name.removeprefix(_PREFIX), (known.removeprefix(_PREFIX) for known in NAMES), 1)
            meant = f"{_PREFIX}{near[0]} のことでしょうか。" if near else f"使えるのは {'、'.join(NAMES)} です。"
            sentences.append(f"{name} という設定はありません。効いていません。{meant}")
    return tuple(sentences)


def _places(environment: Mapping[str, str], wrong: list[str]) -> tuple[Path, Path]:
    """The instance's folder and the profile's: the one asked for, or the one that the instance was set up with."""
    try:
        places = PlacesOfRun.from_environment(environment)
    except Problem as problem:
        wrong.append(str(problem))
        places = PlacesOfRun.from_environment({**environment, "TSUNAGI_PROFILE": ""})
    return places.instance, places.profile


def _switch(environment: Mapping[str, str], name: str, wrong: list[str]) -> bool | None:
    text = (environment.get(name) or "").lower()
    if text not in ("", "on", "off"):
        wrong.append(f"{name} は on か off にしてください: {text}")
    return None if not text else text == "on"


def _number(environment: Mapping[str, str], name: str, default: int, allowed: range, wrong: list[str]) -> int:
    text = environment.get(name) or str(default)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    if number not in allowed:
        wrong.append(f"{name} は {allowed[0]} から {allowed[-1]} の数で指定してください: {text}")
    return number


def _public_url(environment: Mapping[str, str], wrong: list[str]) -> str | None:
    text = (environment.get("TSUNAGI_PUBLIC_URL") or "").strip().rstrip("/")
    if text and not _ADDRESS.fullmatch(text):
        wrong.append(f"TSUNAGI_PUBLIC_URL は https://tsunagi.example.jp のように書いてください: {text}")
    return f"{text}/" if text else None


def _hosts(environment: Mapping[str, str], wrong: list[str]) -> tuple[str, ...]:
    names = tuple(filter(None, (name.strip().lower() for name in (environment.get("TSUNAGI_HOSTS") or "").split(","))))
    if odd := [name for name in names if not _HOST.fullmatch(name)]:
        wrong.append(
            f"TSUNAGI_HOSTS は tsunagi.example.jp のような名前を、コンマで区切って書いてください: {'、'.join(odd)}"
        )
    return names
