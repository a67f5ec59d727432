"""Maps of many listings: `python -m bench.map_speed [LISTINGS [MANY]]`. Needs Chromium (Debian: apt install chromium).

In one run: the parts of a map page of so many listings beside as many folium `Marker`s on a map; what of the first
view goes over the line, compressed; the time that Chromium spends in the page's scripts, at the whole service with so
many listings (BENCH_INSTANCE keeps its folder); and one view of `MANY` points as cells of a grid.
"""

import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from urllib.request import urlopen

import folium
import numpy as np
from playwright.sync_api import sync_playwright

from bench.match_under_load import PORT, prepared, served
from geodata.map_cells import View, shown
from geodata.maps import Pin, listing_map

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CENTRE = (35.3, 139.6)
WHOLE = View(139.4, 35.1, 139.8, 35.5, 12)


def points(count: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(14208)
    return chance.normal(CENTRE[0], 0.03, count), chance.normal(CENTRE[1], 0.03, count)


def seconds(make: Callable[[], object]) -> float:
    began = time.process_time()
    make()
    return time.process_time() - began


def pins(count: int) -> list[Pin]:
    return [
        Pin(str(n), f"さくら会{n}", "逗子7丁目", float(y), float(x), "サロン", f"/resources/{n}")
        for n, (y, x) in enumerate(zip(*points(count), strict=True))
    ]


def with_markers(of: list[Pin]) -> str:
    drawn = folium.Map(location=list(CENTRE))
    for pin in of:
        folium.Marker([pin.latitude, pin.longitude], popup=pin.name).add_to(drawn)
    return str(drawn.get_root().render())


def in_chromium(address: str, times: int = 5) -> float:
    """Median milliseconds of script until the map stands."""
    took = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(times):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            said = page.context.new_cdp_session(page)
            said.send("Performance.enable")
            page.goto(address)
            page.wait_for_selector(".leaflet-marker-icon")
            metrics = {one["name"]: one["value"] for one in said.send("Performance.getMetrics")["metrics"]}
            took.append(metrics["ScriptDuration"] * 1000)
            page.close()
        browser.close()
    return statistics.median(took)


def main(listings: int = 10_000, many: int = 100_000) -> None:
    of = pins(listings)
    ours = statistics.median(seconds(lambda: listing_map(of, [], CENTRE, False, more="/map/pins")) for _ in range(5))
    markers = seconds(lambda: with_markers(of))
    print(f"{listings:,} listings: map {ours * 1000:.1f} ms, folium Markers {markers:.1f} s: 1/{markers / ours:.0f}")
    latitudes, longitudes = points(many)
    took = statistics.median(seconds(lambda: shown(latitudes, longitudes, WHOLE)) for _ in range(5))
    cells = [asdict(cell) for cell in shown(latitudes, longitudes, WHOLE).cells]
    size = len(gzip.compress(json.dumps(cells).encode()))
    print(f"{many:,} points: one view {took * 1000:.1f} ms, {len(cells)} cells, {size / 1000:.1f} kB compressed")
    kept = os.environ.get("BENCH_INSTANCE")
    with tempfile.TemporaryDirectory() as folder, served(prepared(Path(kept or folder), listings)):
        address = f"http://127.0.0.1:{PORT}/"
        html = urlopen(address).read()
        pinned = urlopen(f"{address}map/pins?box=139.0,35.0,140.0,36.0&zoom=12").read()  # noqa: S310 as above
        sent = len(gzip.compress(html)) + len(gzip.compress(pinned))
        print(f"first page with its pins {sent / 1000:.1f} kB compressed; scripts {in_chromium(address):.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
