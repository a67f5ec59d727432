"""Setting up, opening and looking after an instance by command: harmless when run again, plain when it cannot be."""

import json
import re
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.public_catalogue import PublicCatalogue
from tests.conftest import Ran

Run = Callable[..., Ran]


def test_the_demo_prepares_catalogue_public_view_and_index(demo: Path, run: Run) -> None:
    catalogue = PublicCatalogue(demo / "public.sqlite")
    assert len(catalogue.all()) >= 67
    assert catalogue.meta["is_sample"] == "1"
    assert catalogue.meta["municipality"] == "逗子市"
    assert (demo / "search").is_dir()
    assert (demo / "catalogue.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_second_demo_changes_nothing_but_the_shown_password(demo: Path, run: Run) -> None:
    version = PublicCatalogue(demo / "public.sqlite").version
    again = run("demo", "--no-serve")
    assert (again.exit, again.err) == (0, "")
    assert PublicCatalogue(demo / "public.sqlite").version == version
    password = re.search(r"合言葉: (\S+?)（", again.out)
    assert password is not None
    assert not any(password[1].encode() in path.read_bytes() for path in demo.rglob("*") if path.is_file())


def test_another_municipality_is_refused_in_the_same_place(demo: Path, run: Run) -> None:
    refused = run("init", "--profile", "fictional")
    assert refused.exit == 1
    assert "TSUNAGI_INSTANCE" in refused.err
    assert "Traceback" not in refused.err


def test_init_sets_up_a_municipality_of_its_own(demo: Path, run: Run) -> None:
    for kept in demo.iterdir():
        if kept.is_file() and kept.name != "gazetteer.sqlite":
            kept.unlink()
    done = run("init", "--profile", "zushi")
    assert (done.exit, done.err) == (0, "")
    assert PublicCatalogue(demo / "public.sqlite").meta["is_sample"] == "0"
    assert "合言葉" not in run("demo", "--no-serve").out


def test_an_unknown_profile_is_named_with_those_that_there_are(run: Run) -> None:
    refused = run("init", "--profile", "atlantis")
    assert refused.exit == 1
    assert "zushi" in refused.err


@pytest.mark.parametrize("folder", ["there", "nowhere"])
def test_commands_before_the_set_up_say_what_to_do(run: Run, instance: Path, folder: str) -> None:
    where = {} if folder == "there" else {"TSUNAGI_INSTANCE": str(instance / "nowhere")}
    everywhere = (("publish",), ("search", "サロン"))
    once = (
        *(("reindex",), ("serve",), ("user", "list"), ("duplicates",), ("check",)),
        *(("export", "csv", "-o", "-"), ("user", "add", "hana", "--role", "staff"), ("redact", "花子")),
    )
    for words in (*everywhere, *(once if folder == "there" else [("migrate",)])):
        refused = run(*words, **where)
        assert (refused.exit, refused.out) == (1, ""), words
        assert "tsunagi init" in refused.err


def test_users_are_added_listed_and_disabled(demo: Path, run: Run) -> None:
    added = run(
        "user", "add", "hanako", "--role", "staff", "--zone", "tobu", "--password-stdin", stdin="ひみつの合言葉です1\n"
    )
    assert (added.exit, added.err) == (0, "")
    assert "hanako\tボラセン職員\ttobu" in run("user", "list").out
    assert run("user", "disable", "hanako").exit == 0
    assert "止めてあります" in run("user", "list").out
    again = run("user", "disable", "hanako")
    assert (again.exit, "Traceback" in again.err) == (1, False)


def test_a_weak_password_is_refused_with_a_sentence(demo: Path, run: Run) -> None:
    refused = run("user", "add", "hanako", "--role", "staff", "--password-stdin", stdin="短い\n")
    assert refused.exit == 1
    assert "合言葉は" in refused.err


def test_publish_all_makes_everything_anew_under_a_new_number(demo: Path, run: Run) -> None:
    catalogue = PublicCatalogue(demo / "public.sqlite")
    before = catalogue.version
    assert run("publish", "--all").exit == 0
    assert len(catalogue.changed_since(before).listings) == len(catalogue.all())


def test_a_lost_public_file_comes_back(demo: Path, run: Run) -> None:
    catalogue = PublicCatalogue(demo / "public.sqlite")
    before = catalogue.all()
    (demo / "public.sqlite").unlink()
    assert run("publish").exit == 0
    assert catalogue.all() == before


def test_reindex_and_migrate_may_be_run_at_any_time(demo: Path, run: Run) -> None:
    assert run("reindex").exit == 0
    assert run("migrate").exit == 0
    with sqlite3.connect(demo / "catalogue.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_a_port_in_use_is_said_plainly(demo: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run("serve", PORT=str(port))
    assert refused.exit == 1
    assert f"ポート {port} は、ほかで使われています" in refused.err


def test_an_instance_remembers_its_municipality(demo: Path, run: Run, tmp_path: Path) -> None:
    """Every command after `init --profile` works without being told again, also on a list of that town's places."""
    own = {"TSUNAGI_INSTANCE": str(tmp_path / "own"), "TSUNAGI_PROFILE": ""}
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "gazetteer.sqlite").write_bytes((demo / "gazetteer.sqlite").read_bytes())
    assert run("init", "--profile", "fictional", **own).exit == 0
    found = run("search", "サロン", "--json", **own)
    assert (found.exit, found.err) == (0, "")
    listed = tmp_path / "list.csv"
    assert run("export", "csv", "-o", str(listed), **own).exit == 0
    again = run("import", str(listed), "--dry-run", "--json", **own)
    assert (again.exit, again.err) == (0, "")
    assert json.loads(again.out)["counts"]["unchanged"] == 200
    refused = run("search", "サロン", **{**own, "TSUNAGI_PROFILE": "zushi"})
    assert refused.exit == 1
    assert "「fictional」のもの" in refused.err


def test_the_invented_town_is_made_in_the_size_asked_for_and_no_real_one_is(demo: Path, run: Run) -> None:
    folder = demo.parent / "invented"
    folder.mkdir()
    (folder / "gazetteer.sqlite").write_bytes((demo / "gazetteer.sqlite").read_bytes())
    refused = run("init", "--profile", "zushi", "--count", "5", TSUNAGI_INSTANCE=str(demo.parent / "real"))
    assert (refused.exit, "架空の町ではない" in refused.err) == (1, True)
    done = run("init", "--profile", "fictional", "--count", "7", TSUNAGI_INSTANCE=str(folder))
    assert (done.exit, done.err) == (0, "")
    assert len(PublicCatalogue(folder / "public.sqlite").all()) == 7
