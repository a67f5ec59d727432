"""A pin far from what its address says is told; what is too vague to compare is not."""

import pytest

from directory.listing import Venue
from directory.stewardship.pins import Astray, astray

HERE = (35.3, 139.58)


def found(level: int, by: Venue) -> Venue:
    return by.model_copy(update={"latitude": HERE[0], "longitude": HERE[1], "point_level": level})


@pytest.mark.parametrize(
    ("north_m", "level", "told"),
    [
        (0, 8, None),
        (100, 8, None),
        (300, 8, Astray(300, False)),
        (300, 7, None),
        (1000, 7, Astray(1000, False)),
        (1000, 3, None),
        (5000, 3, Astray(5000, True)),
        (5000, 2, None),
        (5000, 0, None),
    ],
)
def test_how_far_is_too_far_depends_on_what_the_address_says(north_m: int, level: int, told: Astray | None) -> None:
    pinned = Venue(id="x", address_text="ある町1-1", latitude=HERE[0] + north_m / 111_195, longitude=HERE[1])
    assert astray(pinned, lambda venue: found(level, venue)) == told


@pytest.mark.parametrize(
    "venue",
    [
        Venue(id="x", address_text="ある町1-1"),
        Venue(id="x", latitude=0.0, longitude=0.0),
    ],
)
def test_without_an_address_or_a_pin_there_is_nothing_to_tell(venue: Venue) -> None:
    assert astray(venue, lambda one: found(8, one)) is None


def test_an_address_that_cannot_be_placed_is_not_compared() -> None:
    assert astray(Venue(id="x", address_text="?", latitude=1.0, longitude=1.0), lambda venue: venue) is None
