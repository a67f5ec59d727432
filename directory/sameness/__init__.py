"""Whether two listings are one: what is compared of a listing, what speaks for and against, and whom to compare."""
