"""Opens every page in every role and at both sizes, and writes what was seen: `python -m bench.accessibility`.

The results (`directory/accessibility.json`) are what `/about/accessibility` says. Exit 1 where anything was wrong.
"""

import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from directory.accessibility import RESULTS
from directory.accounts import ROLE_LABELS
from tests.browser import every_page
from tests.browser.conftest import CHROMIUM, SIZES
from tests.browser.examining import Seen, examine, signed_in
from tests.browser.test_every_page import WHO, opens
from tests.site import Site

# Of an address: ids and tokens, which are other ones each time.
_OWN_PART = re.compile("[0-9a-f-]{36}|(?<=/)[A-Za-z0-9_-]{20,}")
_TAG = re.compile(r"wcag(\d)(\d)(\d+)$")


def criteria(seen: Sequence[Seen]) -> dict[str, dict[str, int]]:
    """By number: how often rules of the criterion passed and were violated, and how many rules those were."""
    counts: dict[str, Counter[str]] = {}
    rules: dict[str, set[str]] = {}
    for outcome, rule, tags in (one for page in seen for one in page.rules):
        for number in (".".join(found.groups()) for tag in tags if (found := _TAG.match(tag))):
            counts.setdefault(number, Counter())[outcome] += 1
            rules.setdefault(number, set()).update([rule] if outcome in ("passes", "violations") else [])
    return {
        number: {"passed": found["passes"], "violated": found["violations"], "rules": len(rules[number])}
        for number, found in sorted(counts.items())
    }


def written(seen: Sequence[Seen], pages: int, browser: str) -> dict[str, object]:
    return {
        "day": date.today().isoformat(),
        "axe": seen[0].axe,
        "browser": browser,
        "pages": pages,
        "visits": len(seen) * len(SIZES),
        "media": sum(one.media for one in seen),
        "roles": ["住民", *ROLE_LABELS.values()],
        "sizes": [f"{size['width']}×{size['height']}" for size in SIZES.values()],
        "wrong": [f"{_OWN_PART.sub('…', one.path)}: {what}" for one in seen for what in one.wrong],
        "criteria": criteria(seen),
    }


def main() -> int:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Path(folder) / "demo"
        command = [str(Path(sys.executable).with_name("tsunagi")), "demo", "--no-serve"]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"TSUNAGI_INSTANCE": str(demo)})
        site = Site.open(demo, Path(folder) / "looked_at")
        pages = every_page.pages(site)
        server = make_server("127.0.0.1", 0, site.app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        seen = []
        for who in WHO:
            with signed_in(browser, site, base, who) as context:
                seen += [examine(context, base, path) for rule, path in pages.items() if opens(who, rule)]
            print(who or "visitor", len(seen), file=sys.stderr)
        found = written(seen, len(pages), f"Chromium {browser.version}")
        RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        server.shutdown()
        site.engine.dispose()
    wrong = [what for one in seen for what in one.wrong]
    print(f"{len(pages)} pages, {len(seen)} visits at {len(SIZES)} sizes: {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
