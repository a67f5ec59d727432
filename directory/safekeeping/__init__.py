"""Backups, and 墨消し that holds after a restore."""
