"""Each listing that is due stands in one queue: the way its group asked for, else what the office knows."""

import pytest

from directory.listing import Listing
from directory.stewardship.queues import channel_of, queues
from tests.factories import a_listing

PHONE = ({"number": "000-000-0001"},)


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ({}, None),
        ({"phones": PHONE}, "telephone"),
        ({"reach": {"fax": "1", "post": "町1"}}, "fax"),
        ({"reach": {"post": "町1", "mail": "a@example.jp"}}, "post"),
        ({"reach": {"mail": "a@example.jp", "visit": "会場で"}}, "mail"),
        ({"phones": PHONE, "reach": {"prefers": "fax", "fax": "1"}}, "fax"),
        ({"phones": PHONE, "reach": {"prefers": "fax"}}, "telephone"),
        ({"phones": PHONE, "reach": {"prefers": "post", "post": "町1", "fax": "1"}}, "post"),
        ({"phones": PHONE, "reach": {"prefers": "visit", "visit": "会場で"}}, "visit"),
        ({"reach": {"prefers": "telephone", "hours": "夕方"}}, None),
    ],
)
def test_a_listing_is_asked_as_its_group_wants_or_as_it_can_be_reached(
    values: dict[str, object], way: str | None
) -> None:
    listing: Listing = a_listing(**values)
    assert channel_of(listing) == way
    assert [one for those in queues([listing]).values() for one in those] == [listing]
    assert queues([listing])[channel_of(listing)] == (listing,)
