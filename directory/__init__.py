"""The catalogue: listings, their stewardship, and the one door through which the public sees them."""
