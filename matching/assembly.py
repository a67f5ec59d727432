"""Putting the matcher together for one municipality: its own rules.toml and knowledge.toml over ours."""

from directory.profile import Profile
from geodata.zones import ZoneSet
from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.parameters import Parameters
from matching.whereabouts import Geocodes, Whereabouts


def parameters_of(profile: Profile) -> Parameters:
    """The weights; a municipality's own stand in its rules.toml, where it has one."""
    return Parameters.load(profile.folder / "rules.toml")


def matcher_of(profile: Profile, zones: ZoneSet, geocoder: Geocodes, parameters: Parameters) -> Matcher:
    knowledge = Knowledge.load(profile.folder / "knowledge.toml")
    return Matcher(profile.vocabulary, parameters, knowledge, Whereabouts(profile, zones, geocoder))
