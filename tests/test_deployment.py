"""The files for running it in a city hall name commands, options and settings that exist, and parse."""

import importlib
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

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


@pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")),
    reason="nginx or openssl is not installed (Debian: apt install nginx-light openssl)",
)
def test_nginx_hands_on_who_asks_and_nothing_that_a_visitor_pretends(tmp_path: Path) -> None:
    asked: list[dict[str, str]] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"here")

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is written to the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as door, proxied(tmp_path, door.server_port) as (plain, secure):
        Thread(target=door.serve_forever, daemon=True).start()
        lies = {"X-Forwarded-For": "192.0.2.66", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
        lies |= {"Host": "tsunagi.example.lg.jp", "Forwarded": "host=evil.example"}
        trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate"))
        trusting.check_hostname = False
        whole = HTTPSConnection("127.0.0.1", secure, context=trusting, timeout=10)
        whole.request("GET", "/desk?secret=1", headers=lies)
        assert whole.getresponse().read() == b"here"
        seen = {name: value for name, value in asked[0].items() if "forwarded" in name or name in ("path", "host")}
        assert seen == {
            "path": "/desk?secret=1",
            "host": "tsunagi.example.lg.jp",
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-proto": "https",
        }
        # The staff's name is for the VPN alone, and plain HTTP leads to HTTPS.
        whole.request("GET", "/staff", headers={"Host": "tsunagi-staff.example.lg.jp"})
        assert whole.getresponse().read().startswith(b"<html>")
        assert len(asked) == 1
        bare = HTTPConnection("127.0.0.1", plain, timeout=10)
        bare.request("GET", "/resources", headers={"Host": "tsunagi.example.lg.jp"})
        answer = bare.getresponse()
        assert (answer.status, answer.getheader("Location")) == (301, "https://tsunagi.example.lg.jp/resources")
        door.shutdown()
    logs = "".join(path.read_text("utf-8") for path in tmp_path.glob("*.log"))
    assert " GET 200 " in logs
    assert "secret" not in logs


@contextmanager
def proxied(folder: Path, port: int) -> Iterator[tuple[int, int]]:
    """nginx with the documented file, its ports, certificates and logs put elsewhere: its plain and its TLS port."""
    plain, secure = (free_port() for _ in range(2))
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x"]
    keys = ["-keyout", str(folder / "key"), "-out", str(folder / "certificate")]
    subprocess.run([*openssl, *keys], check=True, capture_output=True)
    text = (FOLDER / "nginx.conf").read_text("utf-8")
    for old, new in (
        (r"/etc/ssl/tsunagi/\w+\.pem", f"{folder}/certificate"),
        (r"/etc/ssl/tsunagi/\w+\.key", f"{folder}/key"),
        (r"/var/log/nginx/", f"{folder}/"),
        (r"listen \[::\].*;", ""),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"listen 443", f"listen 127.0.0.1:{secure}"),
        (r"127\.0\.0\.1:800[01]", f"127.0.0.1:{port}"),
    ):
        text, count = re.subn(old, new, text)
        assert count
    places = "".join(
        f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = f"daemon off; pid {folder / 'pid'}; events {{}} http {{ {places}\n{text}\n}}"
    (folder / "nginx.conf").write_text(around, "utf-8")
    command = ["nginx", "-p", str(folder), "-e", str(folder / "errors"), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command) as nginx:
        try:
            wait_for(secure)
            yield plain, secure
        finally:
            nginx.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < until, "nginx does not listen"
            time.sleep(0.02)
        else:
            return
