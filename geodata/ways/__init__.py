"""What lies between a person and a place, where a municipality has loaded it: heights of the ground, bus stops."""

from geodata.ways.loaded import Ways, WaysFolder, WaysSource

__all__ = ["Ways", "WaysFolder", "WaysSource"]
