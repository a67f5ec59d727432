"""Reads a municipality's rules back to staff: what each says, which towns are split, in no rule or in several."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geodata.towns import Town
from geodata.zones.records import TownZones, Zone
from geodata.zones.zone_set import ZoneSet

_SHOWN = 8


def report(zones: ZoneSet) -> Iterator[str]:
    yield f"{zones.municipality.prefecture}{zones.municipality.city}（{zones.edition.as_of}、{zones.edition.source}）"
    for zone in zones.zones:
        yield f"{zone.name}: {zone.rule.in_words()}"
        yield from _to_confirm(zone)
    counts = {"inside": 0, "split": 0, "none": 0, "several": 0}
    for shared in zones.towns:
        kind, line = _town_line(zones, shared)
        counts[kind] += 1
        if line:
            yield line
        if kind == "split":
            yield from _block_lines(zones, shared.town)
    yield (
        f"町 {len(zones.towns)}: 1 つの圏域 {counts['inside']}、番や号で分かれる {counts['split']}、"
        f"どの文にもない {counts['none']}、重なり {counts['several']}"
    )
    yield from _against_polygons(zones)
    for zone in zones.zones:
        for ground in (*zone.rule.includes, *zone.rule.excludes):
            if any(not _names_a_town(zones, town) for town in ground.towns):
                yield f"注意: {zone.name}の「{ground.in_words()}」に当たる町が町名表にありません。"


def _to_confirm(zone: Zone) -> Iterator[str]:
    """What staff should look at in the reading of a zone's text."""
    if zone.rule.unread:
        yield f"  確認: {'、'.join(zone.rule.unread)} は住所から決められないので、当たる住所では窓口が聞き返します。"
    if zone.rule.skipped:
        yield f"  読み飛ばした語: {'、'.join(zone.rule.skipped)}"
    grounds = (*zone.rule.includes, *zone.rule.excludes)
    names = dict.fromkeys(g.named_words for g in grounds if g.name_kind in ("community", "other"))
    if names:
        yield f"  町名表にない名（自治会・学区・呼び名と読み、当たるかどうかは聞き返します）: {'、'.join(names)}"


def _town_line(zones: ZoneSet, shared: TownZones) -> tuple[str, str | None]:
    ids, name = shared.zone_ids, shared.town.town + shared.town.koaza
    if not ids:
        return "none", f"抜け: {name}は、どの担当地域の文にもありません。"
    names = "・".join(zones.by_id[i].name for i in ids)
    if shared.is_split:
        return "split", f"分かれる町: {name}（{names}）"
    if len(ids) > 1:
        return "several", f"重なり: {name}が{names}の両方にあります。"
    return "inside", None


def _block_lines(zones: ZoneSet, town: Town) -> Iterator[str]:
    """Of a divided town, what each loaded block or house comes to; nothing where none is loaded."""
    found: dict[str, list[str]] = {}
    whole = zones.path_of_town(town)
    for block, number, is_lot in zones.gazetteer.blocks(zones.municipality, town):
        path = replace(whole, block=_digits(block), number=_digits(number), is_lot=is_lot)
        verdicts = [(zone, verdict) for zone, verdict in zones.judgements(path) if verdict.inside is not False]
        names = "・".join(zone.name for zone, _ in verdicts)
        undecided = any(verdict.inside is None for _, verdict in verdicts)
        kind = (
            "抜け"
            if not names
            else f"未定（{names}）"
            if undecided
            else f"重なり（{names}）"
            if "・" in names
            else names
        )
        # A block whose houses are decided one by one is no news itself.
        if not (undecided and not number):
            found.setdefault(kind, []).append(block + ("番地" if is_lot else "番") + (f"{number}号" if number else ""))
    for kind, places in found.items():
        shown = "、".join(places[:_SHOWN]) + ("など" if len(places) > _SHOWN else "")
        yield f"  {town.town} {kind}: {len(places):,} か所（{shown}）"


def _against_polygons(zones: ZoneSet) -> Iterator[str]:
    """Towns whose point lies in another zone's boundary than the one that the rules give: rules win."""
    edition = zones.polygons
    if edition is None:
        return
    for shared in zones.towns:
        town, ids = shared.town, shared.zone_ids
        if shared.is_split or len(ids) != 1 or town.latitude is None or town.longitude is None:
            continue
        covering = [i for i in edition.covering(town.latitude, town.longitude) if i in zones.by_id]
        if ids[0] not in covering:
            drawn = "・".join(zones.by_id[i].name for i in covering) or "どの圏域でもない"
            yield (
                f"文と境界が違う町: {town.town}{town.koaza}（文では{zones.by_id[ids[0]].name}、"
                f"{edition.as_of}の境界では{drawn}）。担当は文で決めます。"
            )


def _digits(text: str) -> int | None:
    found = re.search("[0-9]+", text)
    return int(found[0]) if found else None


def _names_a_town(zones: ZoneSet, town: str) -> bool:
    towns = zones.gazetteer.towns(zones.municipality)
    return town in towns.by_key or town in towns.chome
