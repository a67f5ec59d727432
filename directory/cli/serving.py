"""`tsunagi serve`: the pages through granian, in one or several processes."""

import errno
import os
import signal
import socket

import click

from directory.assembly import Directory
from directory.errors import InputWrong, NotReady
from directory.settings import DOORS, Settings, unknown_names

THREADS = 4  # a process: pages wait for SQLite, seldom for long
FACTORY = "app:served"


@click.command("serve")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="同時に働くプロセスの数。")
@click.option("--door", type=click.Choice(DOORS), default=None, help="開く入口: すべて・公開だけ・職員だけ。")
@click.option("--host", default="127.0.0.1", show_default=True, help="待ち受けるアドレス。")
def serve_command(workers: int, door: str | None, host: str) -> None:
    """画面を開きます。Ctrl-C で止まります。"""
    if door:
        os.environ["TSUNAGI_DOOR"] = door
    serve(Settings.from_environment(), host=host, workers=workers)


def serve(settings: Settings, *, host: str, workers: int) -> None:
    """Serve until stopped. Raises NotReady where nothing has been published, InputWrong where the port is taken."""
    if not settings.public_database.is_file():
        raise NotReady("まだ用意されていません。先に「tsunagi demo」か「tsunagi init」を実行してください。")
    _check_port(host, settings.port)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 compared, not bound
    for sentence in unknown_names():
        click.echo(sentence, err=True)
    for attempt in Directory(settings).broken_imports():
        click.echo(attempt.in_words, err=True)
    click.echo(f"http://{shown}:{settings.port} で開いています（Ctrl-C で止まります）。")
    Granian(
        FACTORY,
        address=host,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        # An address line or a search may tell of a person: requests are not logged.
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
    ).serve()
    click.echo("止めました。")


def leave_interrupts_to_the_server() -> None:
    """Called in each worker: Ctrl-C reaches all processes, and a worker that is told to stop twice hangs in granian
    until it is killed. The server tells its workers by SIGTERM.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])


def _check_port(host: str, port: int) -> None:
    """Say it plainly before the workers start; granian itself would only fail."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise InputWrong(
                    f"ポート {port} は、ほかで使われています。PORT=8001 のように別の番号を指定してください。"
                ) from error
            raise InputWrong(f"{host}:{port} では開けません（{error.strerror}）。") from error
