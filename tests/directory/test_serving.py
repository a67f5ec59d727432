"""The server opens, works with several processes, stops cleanly, and a public one holds nothing private."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import TSUNAGI


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running server and its address; stopped as by Ctrl-C at the end."""
    port = free_port()
    process = subprocess.Popen(
        [str(TSUNAGI), "serve", *words],
        env={**os.environ, "PORT": str(port), "TSUNAGI_RATE_LIMITS": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(150):
            if process.poll() is not None or _status(f"{address}/healthz") == 200:
                break
            time.sleep(0.2)
        yield address, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 our own server
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def processes_of(process: subprocess.Popen[str]) -> list[int]:
    """The server and its workers: all of its session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _session(entry) == process.pid:
            found.append(int(entry.name))
    return found


def _session(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[3])
    except OSError:
        return 0


def open_files(pid: int) -> set[str]:
    folder = Path(f"/proc/{pid}/fd")
    return {os.readlink(link) for link in folder.iterdir() if link.is_symlink()}


@pytest.mark.slow
def test_two_workers_answer_and_stop_cleanly(demo: Path) -> None:
    with serving("--workers", "2") as (address, process):
        assert _status(f"{address}/resources") == 200
        assert _status(f"{address}/readyz") == 200
        assert len(processes_of(process)) >= 3
    assert process.returncode == 0
    said = process.stdout.read() if process.stdout else ""
    assert address in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_public_server_has_no_staff_door_and_no_private_file_open(demo: Path) -> None:
    with serving("--door", "public") as (address, process):
        assert _status(f"{address}/resources") == 200
        assert _status(f"{address}/staff") == 404
        files = {file for pid in processes_of(process) for file in open_files(pid)}
        assert any(file.endswith("public.sqlite") for file in files)
        assert not any("catalogue.sqlite" in file or file.endswith("/secret_key") for file in files)


def test_no_visitor_waits_for_what_is_reckoned_once(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import app

    monkeypatch.setattr("directory.cli.serving.leave_interrupts_to_the_server", lambda: None)
    warm = app.served().test_client()
    for once in ("directory.calendar.opening.next_held", "matching.table.Table.build"):
        monkeypatch.delattr(once)
    assert warm.get("/resources").status_code == 200
    assert warm.post("/find").status_code == 200
