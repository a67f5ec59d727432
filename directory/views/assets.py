"""`/assets/…`: our own static files, and Leaflet out of the packages that ship it. Long caching, by content version."""

import hashlib
import importlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

OURS = Path(__file__).parents[1] / "static"
PACKAGES = {"leaflet": "xstatic.pkg.leaflet", "markercluster": "xstatic.pkg.leaflet_markercluster"}


def blueprint() -> Blueprint:
    """`/assets/ours/NAME`, `/assets/leaflet/NAME`, `/assets/markercluster/NAME`; nothing is copied into the project."""
    views = Blueprint("assets", __name__, url_prefix="/assets")
    views.add_app_template_global(asset)

    @views.get("/<package>/<path:name>")
    def serve(package: str, name: str) -> Response:
        folder = _folder(package)
        if folder is None:
            abort(404)
        response = send_from_directory(folder, name, max_age=31536000)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    return views


def asset(name: str) -> str:
    """The address of one of our own files; changes when its content does."""
    return f"/assets/ours/{name}?v={_version(OURS / name)}"


@cache
def _folder(package: str) -> Path | None:
    if package == "ours":
        return OURS
    if package not in PACKAGES:
        return None
    return Path(importlib.import_module(PACKAGES[package]).BASE_DIR)


@cache
def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
