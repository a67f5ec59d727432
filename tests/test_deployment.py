"""The files for running it in a city hall name commands, options and settings that exist, and parse."""

import importlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

import app
from directory.settings import NAMES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "deployment"
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())
UNITS = sorted([*FOLDER.glob("*.service"), *FOLDER.glob("*.timer")])
SERVICES = [path for path in UNITS if path.suffix == ".service"]
CALL = re.compile(r"(?:\.venv/bin/tsunagi|^run|tsunagi tsunagi|^CMD \[)[ \"',]+([a-z][^\n;&|#\]']*)", re.MULTILINE)
HARDENED = (
    *("ProtectSystem=strict", "NoNewPrivileges=yes", "PrivateTmp=yes", "ProtectHome=yes", "CapabilityBoundingSet="),
    *("RestrictNamespaces=yes", "SystemCallFilter=@system-service", "IPAddressDeny=any"),
)


def settings_of(unit: Path) -> dict[str, list[str]]:
    """Key → values of a unit file, sections left aside."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def command_of(name: str) -> click.Command:
    return getattr(importlib.import_module(app.COMMANDS[name][0]), f"{name.replace('-', '_')}_command")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_exists(path: Path) -> None:
    assert set(re.findall(r"\bTSUNAGI_[A-Z_]+", path.read_text("utf-8"))) <= set(NAMES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_and_its_options_exist(path: Path) -> None:
    calls = CALL.findall(path.read_text("utf-8"))
    assert calls or path.suffix in (".timer", ".conf")
    for call in calls:
        words = shlex.split(re.sub(r'[",]+', " ", call).replace("(", "").replace(")", "").replace("%%", "%"))
        command = command_of(words[0])
        if isinstance(command, click.Group):
            command = command.commands[words[1]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, call


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_every_service_is_shut_in(unit: Path) -> None:
    text = unit.read_text("utf-8")
    assert [line for line in HARDENED if f"\n{line}\n" not in text] == []


def test_the_public_door_runs_as_another_user_who_sees_nothing_private() -> None:
    public, staff = (settings_of(FOLDER / f"tsunagi-{door}.service") for door in ("public", "staff"))
    assert public["User"] != staff["User"]
    hidden = " ".join(public["InaccessiblePaths"])
    for name in ("catalogue.sqlite", "secret_key", "uploads", "imports", "backups"):
        assert f"/{name}" in hidden
    assert "--door public" in public["ExecStart"][0]


def test_the_proxy_asks_the_ports_that_the_services_open() -> None:
    nginx = (FOLDER / "nginx.conf").read_text("utf-8")
    for door in ("public", "staff"):
        port = re.search(r"PORT=(\d+)", (FOLDER / f"tsunagi-{door}.service").read_text("utf-8"))
        assert port is not None
        assert f"upstream tsunagi_{door} {{ server 127.0.0.1:{port[1]};" in nginx
    assert nginx.count("{") == nginx.count("}")
    assert "X-Forwarded-For $remote_addr;" in nginx
    assert "$request_uri" not in nginx.split("server {")[0]
    assert "$args" not in nginx


def test_the_container_runs_without_rights() -> None:
    last = (FOLDER / "Containerfile").read_text("utf-8").split("FROM ")[-1]
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", last, re.MULTILINE)
    assert "apt-get" not in last


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_reads_every_unit(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "tsunagi"
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/tsunagi/.venv/bin/tsunagi", str(program))
        (tmp_path / unit.name).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if line.startswith("tsunagi") or str(tmp_path) in line]
    assert said == []
