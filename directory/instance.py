"""The private catalogue of one municipality: setting it up, opening it, whose it is. What is derived: assembly.py."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, insert, select

from directory import store
from directory.database import CATALOGUE, TABLES, open_database, reading, writing
from directory.errors import InputWrong, NotReady
from directory.migrations import migrate
from directory.models import Catalogue
from directory.profile import Profile
from directory.settings import Settings
from geodata.places_of_run import keep_profile

ACTOR = "はじめの名簿"


@dataclass(frozen=True, slots=True)
class Instance:
    """An opened instance. Only for processes that may open the private catalogue."""

    settings: Settings
    profile: Profile
    engine: Engine

    @classmethod
    def open(cls, settings: Settings) -> "Instance":
        """Open the private catalogue, which must be this profile's. Raises NotReady or InputWrong."""
        instance = cls._connected(settings)
        instance.check_profile()
        return instance

    @classmethod
    def set_up(cls, settings: Settings, *, is_sample: bool = False) -> "Instance":
        """Make the tables where there are none, and the catalogue's row. Harmless when run again.

        Raises InputWrong where the folder cannot be written.
        """
        _make_folder(settings.instance)
        instance = cls._connected(settings)
        migrate(instance.engine)
        with reading(instance.engine) as session:
            known = session.scalar(select(CATALOGUE.c.profile))
        if known is None:
            row = Catalogue(
                profile=instance.profile.folder.name,
                municipality_code=instance.profile.municipality_code,
                is_sample=is_sample,
            )
            with instance.engine.begin() as connection:
                connection.execute(insert(CATALOGUE).values(row.model_dump()))
        instance.check_profile()
        keep_profile(settings.instance, settings.profile)
        return instance

    @classmethod
    def _connected(cls, settings: Settings) -> "Instance":
        if settings.database_url is None:
            raise NotReady("公開用の入口からは、職員用の名簿を開けません（TSUNAGI_DOOR=public）。")
        return cls(settings, Profile.load(settings.profile), open_database(settings.database_url))

    def check_profile(self) -> None:
        """Raises InputWrong where the catalogue is another municipality's: two never mix."""
        with reading(self.engine) as session:
            known = session.execute(select(CATALOGUE.c.profile, CATALOGUE.c.municipality_code)).first()
        if known is None:
            raise NotReady("名簿がまだ用意されていません。「tsunagi init」か「tsunagi demo」を実行してください。")
        if tuple(known) != (self.profile.folder.name, self.profile.municipality_code):
            raise InputWrong(
                f"この置き場所の名簿は「{known.profile}」のもので、「{self.profile.folder.name}」ではありません。"
                "別の自治体は、TSUNAGI_INSTANCE で別の置き場所に用意してください。"
            )

    def is_sample(self) -> bool:
        """Whether the catalogue was set up as a sample to try, not as a municipality's own."""
        with reading(self.engine) as session:
            return bool(session.scalar(select(CATALOGUE.c.is_sample)))

    def change_number(self) -> int:
        """The number of the last change to anything."""
        with reading(self.engine) as session:
            return int(session.scalar(select(CATALOGUE.c.change_number)) or 0)

    def load_seed(self, count: int | None = None) -> int:
        """The listings that the profile brings, into an empty catalogue; returns how many. 0 where there are any.

        `count`: how many an invented town is to have, None for its usual size.
        """
        profile = self.profile if count is None else self.profile.of_size(count)
        with writing(self.engine) as session:
            if session.scalar(select(TABLES["service"].c.id).limit(1)):
                return 0
            store.save_venues(session, profile.venues(), actor=ACTOR, action="load")
            return len(store.save_listings(session, profile.listings(), actor=ACTOR, action="load"))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputWrong(
            f"置き場所 {folder} を作れません（{error.strerror}）。TSUNAGI_INSTANCE で変えられます。"
        ) from error
