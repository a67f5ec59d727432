"""A PostgreSQL of the tests' own: Debian's programs, a temporary folder, a unix socket, nothing kept."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


def installed() -> bool:
    return (PROGRAMS / "initdb").exists()


@contextmanager
def server() -> Iterator[str]:
    """The socket folder of a running server whose superuser is `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="tsunagi-pg-"))
    data, socket = folder / "data", folder / "socket"
    socket.mkdir()
    as_user: list[str] = []
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root.
        account = pwd.getpwnam("postgres")
        for path in (folder, socket):
            os.chown(path, account.pw_uid, account.pw_gid)
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
    run = {"check": True, "capture_output": True, "cwd": folder}
    options = f"-k {socket} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    try:
        initdb = ["initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run([*as_user, str(PROGRAMS / initdb[0]), *initdb[1:]], **run)
        control = [*as_user, str(PROGRAMS / "pg_ctl"), "-D", str(data), "-w"]
        subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], **run)
        try:
            yield str(socket)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
