"""The gazetteer: one local table of municipalities, towns, postcodes and blocks, built from published tables."""

from geodata.gazetteer.gazetteer import Gazetteer, ensure

__all__ = ["Gazetteer", "ensure"]
