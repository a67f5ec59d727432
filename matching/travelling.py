"""How a person gets about, in the terms of geodata.travel."""

from geodata.travel import MODES, Mobility
from matching.person import Person


def mobility_of(person: Person) -> Mobility | None:
    """None where nothing was said of it; a mode left out beside minutes means walking."""
    if person.mode is None and person.minutes is None:
        return None
    age = person.youngest if person.youngest is not None else person.oldest
    mode = next((mode for mode in MODES if mode == person.mode), MODES[0])
    return Mobility(mode=mode, minutes=person.minutes, aids=person.aids, age=age)
