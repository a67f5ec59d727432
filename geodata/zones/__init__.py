"""圏域: which area and desk an address belongs to, by the words that the municipality prints, then by boundaries.

`ZoneSet.load` reads a profile's zones.toml; `locate` answers for a geocoded address, with its reason.
"""

from geodata.zones.records import Alias, Desk, Edition, Located, Zone
from geodata.zones.zone_set import ZoneSet

__all__ = ["Alias", "Desk", "Edition", "Located", "Zone", "ZoneSet"]
