"""`/healthz` (alive) and `/readyz` (database, public view and index in step), for operators and load balancers."""

from flask import Blueprint, Response, jsonify, make_response

from directory.assembly import Directory
from geodata.errors import Problem


def blueprint(directory: Directory) -> Blueprint:
    views = Blueprint("health", __name__)

    @views.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @views.get("/readyz")
    def ready() -> Response:
        """The change numbers that each part has reached; 503 until they are one."""
        try:
            numbers = directory.numbers()
        except Problem as problem:
            return make_response(jsonify(status="not ready", reason=str(problem)), 503)
        in_step = len(set(numbers.values())) == 1
        return make_response(jsonify(status="ok" if in_step else "behind", **numbers), 200 if in_step else 503)

    return views
