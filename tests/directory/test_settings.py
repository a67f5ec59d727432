"""What an operator can set: wrong values are named all together, and an instance knows its municipality."""

from pathlib import Path

import pytest

from directory.errors import SettingsWrong
from directory.settings import Settings
from geodata.places_of_run import PROFILES, PlacesOfRun, keep_profile


def test_every_wrong_value_is_named_at_once(tmp_path: Path) -> None:
    keep_profile(tmp_path, PROFILES / "fictional")
    wrong = {
        "TSUNAGI_INSTANCE": str(tmp_path),
        "TSUNAGI_PROFILE": "zushi",
        "TSUNAGI_DATABASE_URL": "mysql://localhost",
        "TSUNAGI_RATE_LIMITS": "maybe",
        "TSUNAGI_DOOR": "back",
        "PORT": "http",
    }
    with pytest.raises(SettingsWrong) as refused:
        Settings.from_environment(wrong)
    for name in wrong:
        assert name in str(refused.value)


def test_settings_and_places_agree_on_whose_the_folder_is(tmp_path: Path) -> None:
    keep_profile(tmp_path, PROFILES / "fictional")
    environment = {"TSUNAGI_INSTANCE": str(tmp_path)}
    assert Settings.from_environment(environment).profile == PROFILES / "fictional"
    assert PlacesOfRun.from_environment(environment).profile == PROFILES / "fictional"
