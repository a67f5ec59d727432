"""Putting the matcher together for one municipality: its own rules.toml, travel.toml and knowledge.toml over ours."""

from directory.profile import Profile
from geodata.travel import Travel
from geodata.ways import Ways, WaysFolder
from geodata.zones import ZoneSet
from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.parameters import Parameters
from matching.whereabouts import Geocodes, Whereabouts


def parameters_of(profile: Profile) -> Parameters:
    """The weights; a municipality's own stand in its rules.toml, where it has one."""
    return Parameters.load(profile.folder / "rules.toml")


def matcher_of(
    profile: Profile, zones: ZoneSet, geocoder: Geocodes, parameters: Parameters, ways: WaysFolder | None = None
) -> Matcher:
    """`ways`: the instance's folder of heights and bus stops, None where nothing can be loaded."""
    return Matcher(
        profile.vocabulary,
        parameters,
        Knowledge.load(profile.folder / "knowledge.toml"),
        Whereabouts(profile, zones, geocoder),
        Travel.load(profile.folder / "travel.toml"),
        ways.current if ways else Ways,
    )
