"""Errors of the catalogue. They know no HTTP and no exit codes: app.py maps them."""

from geodata.errors import Problem


class SettingsWrong(Problem):
    """One or more settings are unusable; the message names each with the value wanted."""


class InputWrong(Problem):
    """What a person typed or sent cannot be used as it is."""


class NotFound(Problem):
    """The listing, place or account does not exist (or may not be seen through this door)."""


class EditedMeanwhile(Problem):
    """Somebody else saved the same thing since it was opened; nothing was overwritten."""


class TooOften(Problem):
    """One caller tried the same thing too many times within ten minutes."""


class NotReady(Problem):
    """The catalogue has not been set up, or another process is holding it for too long."""
