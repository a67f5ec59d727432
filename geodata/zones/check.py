"""Reads a municipality's rules back to staff: what each says, which towns are split, in no rule or in several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.gazetteer.towns import Town
from geodata.zones.records import TownZones, Zone
from geodata.zones.zone_set import ZoneSet

_SHOWN = 8
_TOLD = {
    "none": "抜け: {towns}は、どの担当地域の文にもありません。",
    "split": "分かれる町: {towns}（{zones}）",
    "several": "重なり: {towns}が{zones}の両方にあります。",
}


def report(zones: ZoneSet) -> Iterator[str]:
    yield f"{zones.municipality.prefecture}{zones.municipality.city}（{zones.edition.as_of}、{zones.edition.source}）"
    for zone in zones.zones:
        yield f"{zone.name}: {zone.rule.in_words()}"
        yield from _to_confirm(zones, zone)
    counts = dict.fromkeys(("inside", "split", "none", "several"), 0)
    for (kind, ids), towns in _by_zones(zones.towns).items():
        counts[kind] += len(towns)
        if kind == "inside":
            continue
        yield _TOLD[kind].format(
            towns="、".join(town.town + town.koaza for town in towns),
            zones="・".join(zones.by_id[i].name for i in ids),
        )
        for town in towns if kind == "split" else ():
            yield from _block_lines(zones, town)
    yield (
        f"町 {len(zones.towns)}: 1 つの圏域 {counts['inside']}、番や号で分かれる {counts['split']}、"
        f"どの文にもない {counts['none']}、重なり {counts['several']}"
    )
    yield from _against_polygons(zones)
    for zone in zones.zones:
        for ground in (*zone.rule.includes, *zone.rule.excludes):
            if any(not _names_a_town(zones, town) for town in ground.towns):
                yield f"注意: {zone.name}の「{ground.in_words()}」に当たる町が町名表にありません。"


def _to_confirm(zones: ZoneSet, zone: Zone) -> Iterator[str]:
    """What staff should look at in the reading of a zone's text."""
    if zone.rule.unread:
        yield f"  確認: {'、'.join(zone.rule.unread)} は住所から決められないので、当たる住所では窓口が聞き返します。"
    if zone.rule.skipped:
        yield f"  読み飛ばした語: {'、'.join(zone.rule.skipped)}"
    grounds = (*zone.rule.includes, *zone.rule.excludes)
    named = [g for g in grounds if g.name_kind in ("community", "other")]
    layers = [zones.layer_that_knows(ground) for ground in named]
    for layer in zones.layers:
        if known := dict.fromkeys(g.named_words for g, its in zip(named, layers, strict=True) if its is layer):
            yield f"  区分「{layer.layer_name}」で決める名: {'、'.join(known)}"
    if unknown := dict.fromkeys(g.named_words for g, its in zip(named, layers, strict=True) if its is None):
        yield f"  町名表にない名（自治会・学区・呼び名と読み、当たるかどうかは聞き返します）: {'、'.join(unknown)}"


def _by_zones(towns: Sequence[TownZones]) -> dict[tuple[str, tuple[str, ...]], list[Town]]:
    """Towns by how their zones are settled and which they are, in the towns' order."""
    found: dict[tuple[str, tuple[str, ...]], list[Town]] = {}
    for shared in towns:
        ids = shared.zone_ids
        kind = "none" if not ids else "split" if shared.is_split else "several" if len(ids) > 1 else "inside"
        found.setdefault((kind, ids), []).append(shared.town)
    return found


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
