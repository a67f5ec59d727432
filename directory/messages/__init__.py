"""What the program says, language by language: one file each, from the Japanese sentence to the other.

Japanese stands in templates and code itself; `tests/directory/test_messages.py` looks that no file lacks a sentence.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = {"ja": "日本語", "easy": "やさしい日本語", "en": "English"}


@cache
def messages(language: str) -> Mapping[str, str]:
    """By Japanese sentence; empty for Japanese itself."""
    if language == "ja":
        return {}
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))
