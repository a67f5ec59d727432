"""The commands that ask about places."""
