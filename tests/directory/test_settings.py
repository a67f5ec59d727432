"""What an operator can set: wrong values are named all together, and an instance knows its municipality."""

import re
from pathlib import Path

import pytest

from directory.errors import SettingsWrong
from directory.settings import NAMES, Settings, unknown_names
from geodata.places_of_run import PROFILES, PlacesOfRun, keep_profile

SETTING = re.compile(r"\bTSUNAGI_[A-Z_]+[A-Z]\b")


def test_every_wrong_value_is_named_at_once(tmp_path: Path) -> None:
    keep_profile(tmp_path, PROFILES / "fictional")
    wrong = {
        "TSUNAGI_INSTANCE": str(tmp_path),
        "TSUNAGI_PROFILE": "zushi",
        "TSUNAGI_DATABASE_URL": "mysql://localhost",
        "TSUNAGI_RATE_LIMITS": "maybe",
        "TSUNAGI_DOOR": "back",
        "TSUNAGI_PROXIES": "all",
        "TSUNAGI_HOSTS": "tsunagi.example.jp, https://example.jp/",
        "TSUNAGI_OIDC_ISSUER": "http://login.example.jp",
        "TSUNAGI_OIDC_SECRET_FILE": str(tmp_path / "none"),
        "TSUNAGI_OIDC_CLIENT_ID": "tsunagi",
        "TSUNAGI_PUBLIC_URL": "javascript:alert(1)",
        "PORT": "http",
    }
    with pytest.raises(SettingsWrong) as refused:
        Settings.from_environment(wrong)
    for name in wrong.keys() - {"TSUNAGI_OIDC_CLIENT_ID"}:
        assert name in str(refused.value)


def test_settings_and_places_agree_on_whose_the_folder_is(tmp_path: Path) -> None:
    keep_profile(tmp_path, PROFILES / "fictional")
    environment = {"TSUNAGI_INSTANCE": str(tmp_path)}
    assert Settings.from_environment(environment).profile == PROFILES / "fictional"
    assert PlacesOfRun.from_environment(environment).profile == PROFILES / "fictional"


@pytest.mark.parametrize("number", ["6", "-1", "1.5", "１", "9" * 5000])
def test_a_number_of_proxies_is_small_and_whole(tmp_path: Path, number: str) -> None:
    with pytest.raises(SettingsWrong, match="TSUNAGI_PROXIES は 0 から 5"):
        Settings.from_environment({"TSUNAGI_INSTANCE": str(tmp_path), "TSUNAGI_PROXIES": number})


def test_names_to_answer_under_are_read_from_a_list(tmp_path: Path) -> None:
    environment = {"TSUNAGI_INSTANCE": str(tmp_path), "TSUNAGI_HOSTS": "Tsunagi.example.jp, .example.lg.jp,127.0.0.1,"}
    assert Settings.from_environment(environment).hosts == ("tsunagi.example.jp", ".example.lg.jp", "127.0.0.1")


def test_a_mistyped_name_is_named_with_the_one_that_was_meant() -> None:
    environment = dict.fromkeys(NAMES, "") | {"TSUNAGI_ACCOUNT": "on", "TSUNAGI_XYZZY": "1", "PATH": "/bin"}
    account, other = unknown_names(environment)
    assert account.startswith("TSUNAGI_ACCOUNT という設定はありません")
    assert "TSUNAGI_ACCOUNTS のこと" in account
    assert all(name in other for name in NAMES)


def test_every_setting_that_is_read_is_known_and_explained() -> None:
    root = PROFILES.parents[1]
    rooms = ("directory", "geodata", "matching")
    read = {n for room in rooms for p in (root / room).rglob("*.py") for n in SETTING.findall(p.read_text("utf-8"))}
    assert read <= set(NAMES)
    assert set(SETTING.findall((root / "docs" / "operations.md").read_text("utf-8"))) == set(NAMES)


def test_a_citys_sign_in_needs_all_of_its_settings_and_is_not_for_the_public_door(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n", "utf-8")
    environment = {
        "TSUNAGI_INSTANCE": str(tmp_path),
        "TSUNAGI_OIDC_ISSUER": "https://login.example.jp/city",
        "TSUNAGI_OIDC_CLIENT_ID": "tsunagi",
    }
    with pytest.raises(SettingsWrong, match="TSUNAGI_OIDC_SECRET_FILE も要ります"):
        Settings.from_environment(environment)
    environment |= {"TSUNAGI_OIDC_SECRET_FILE": str(tmp_path / "secret")}
    provider = Settings.from_environment(environment).openid
    assert provider is not None
    assert (provider.client_secret, provider.claim) == ("s3cret", "email")
    assert provider.metadata == "https://login.example.jp/city/.well-known/openid-configuration"
    assert "s3cret" not in repr(provider)
    assert Settings.from_environment(environment | {"TSUNAGI_DOOR": "public"}).openid is None
