"""Columns that several tables have."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Text
from sqlmodel import Field


def utc_now() -> datetime:
    return datetime.now(UTC)


def text_column(**options: Any) -> Any:
    return Field(sa_type=Text, **options)


def json_column(default: type[list[Any]] | type[dict[str, Any]], *, nullable: bool = False) -> Any:
    """`nullable`: added later; NULL in rows that were written before."""
    return Field(default_factory=default, sa_column=Column(JSON, nullable=nullable))


def moment(**options: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **options)
