"""From the private catalogue to the public view: what may be said, and the only writer of the public file."""
