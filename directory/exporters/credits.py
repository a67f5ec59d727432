"""What every file says of itself where its format allows: whose it is, of which day, and how it may be used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from directory.profile import Profile
from directory.public_view import PublicListing


@dataclass(frozen=True, slots=True)
class Credits:
    """`licence` is None where the municipality has stated none: nothing may be taken for granted then."""

    title: str
    publisher: str
    day: date
    licence: str | None
    sources: tuple[str, ...]

    @property
    def terms(self) -> str:
        return self.licence or f"利用の条件は{self.publisher}にお問い合わせください"

    def as_lines(self) -> list[str]:
        lines = [self.title, f"時点: {self.day.isoformat()}", f"作成: {self.publisher}", f"ライセンス: {self.terms}"]
        return lines + [f"もとの資料: {source}" for source in self.sources]


def credits_of(listings: Sequence[PublicListing], profile: Profile, day: date) -> Credits:
    said = (
        one.source_text + (f"（{one.source_as_of}）" if one.source_as_of else "") for one in listings if one.source_text
    )
    title = f"{profile.name} つなぎ帖 名簿（公開してよい部分）"
    return Credits(title, profile.council.name, day, profile.licence, tuple(dict.fromkeys(said)))
