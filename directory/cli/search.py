"""`tsunagi search`: looking through the catalogue from the command line."""

import json
from collections.abc import Iterable, Sequence

import click

from directory.assembly import Directory
from directory.profile import Profile
from directory.public_view import PublicListing
from directory.search import SearchAnswer, SearchRequest
from directory.search.words import fold
from directory.zone_names import ZoneName, zone_names

MOST = 1000


@click.command("search", help="ことばで探す。WORDS を書かなければ、読みの順にすべて。")
@click.argument("words", nargs=-1)
@click.option("--type", "kinds", multiple=True, help="種類（認知症カフェ、サロン など。くり返せます）。")
@click.option("--area", "areas", multiple=True, help="日常生活圏域（東部 など。くり返せます）。")
@click.option("--limit", type=click.IntRange(1, MOST), default=MOST, show_default=True, help="表示する件数。")
@click.option("--json", "as_json", is_flag=True, help="JSON で出します。")
def search_command(
    words: tuple[str, ...], kinds: tuple[str, ...], areas: tuple[str, ...], limit: int, as_json: bool
) -> None:
    directory = Directory.from_environment()
    profile = directory.profile
    zones = zone_names(profile.zones_file)
    asked = SearchRequest(
        words=" ".join(words),
        types=tuple(id for kind in kinds for id in _types(profile, kind)),
        areas=tuple(_area(zones, area) for area in areas),
        size=limit,
    )
    directory.publish()
    answer = directory.search(asked)
    found = directory.catalogue.listings([hit.id for hit in answer.hits])
    if as_json:
        click.echo(json.dumps(_as_json(answer, found, zones), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_in_words(answer, found, profile, zones)))


def _types(profile: Profile, text: str) -> Sequence[str]:
    found = profile.vocabulary.resolve(text, ("type",))
    if not found:
        near = "、".join(term.label for term in profile.vocabulary.nearest(text, ("type",)))
        raise click.BadParameter(
            f"種類「{text}」が分かりません。" + (f"近いもの: {near}" if near else ""), param_hint="--type"
        )
    return [term.id for term in found]


def _area(zones: Sequence[ZoneName], text: str) -> str:
    for zone in zones:
        if fold(text) in {fold(zone.id), fold(zone.name), fold(zone.name + "圏域"), fold(zone.reading)}:
            return zone.id
    known = "、".join(zone.name for zone in zones)
    raise click.BadParameter(f"圏域「{text}」が分かりません。ここにあるのは: {known}", param_hint="--area")


def _as_json(answer: SearchAnswer, found: Iterable[PublicListing], zones: Sequence[ZoneName]) -> dict[str, object]:
    scores = {hit.id: hit.score for hit in answer.hits}
    return {
        "total": answer.total,
        "results": [
            {
                "id": listing.id,
                "source_id": listing.source_id,
                "name": listing.name,
                "types": list(listing.types),
                "status": listing.status,
                "district": listing.district,
                "area": _area_of(listing, zones),
                "score": scores[listing.id],
            }
            for listing in found
        ],
        "facets": answer.facets,
        "did_you_mean": answer.did_you_mean,
    }


def _area_of(listing: PublicListing, zones: Sequence[ZoneName]) -> dict[str, str] | None:
    """The one 圏域 of the listing's venues; None where it is not decided or there are several."""
    own = [zone for zone in zones if zone.id in listing.zone_ids]
    return {"id": own[0].id, "name": own[0].name} if len(own) == 1 else None


def _in_words(
    answer: SearchAnswer, found: Iterable[PublicListing], profile: Profile, zones: Sequence[ZoneName]
) -> Iterable[str]:
    yield f"{answer.total}件"
    for listing in found:
        kinds = "・".join(profile.vocabulary.label("type", kind) for kind in listing.types)
        area = "・".join(zone.name for zone in zones if zone.id in listing.zone_ids)
        details = "　".join(part for part in (kinds, listing.place, area) if part)
        yield f"・{listing.name}　{details}"
    if answer.did_you_mean:
        yield f"もしかして: {answer.did_you_mean}"
