"""What an exporter hands back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's bytes, and sentences on what the format could not hold."""

    data: bytes
    notes: tuple[str, ...] = ()
