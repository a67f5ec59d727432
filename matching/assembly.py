"""Putting the matcher together for one municipality: its own rules.toml and knowledge.toml over ours."""

from directory.profile import Profile
from geodata.zones import ZoneSet
from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.parameters import Parameters
from matching.whereabouts import Geocodes, Whereabouts


def matcher_of(profile: Profile, zones: ZoneSet, geocoder: Geocodes) -> Matcher:
    """The matcher of a profile; its own weights stand in its rules.toml, where it has one."""
    parameters = Parameters.load(profile.folder / "rules.toml")
    knowledge = Knowledge.load(profile.folder / "knowledge.toml")
    return Matcher(profile.vocabulary, parameters, knowledge, Whereabouts(profile, zones, geocoder))
