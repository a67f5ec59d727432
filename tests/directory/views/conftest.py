"""A small application with the real templates and headers around one blueprint."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from directory.views import assets, security, site

ROOT = Path(__file__).parents[3]
EXAMPLE = site.Site(title="見本市 つなぎ帖", telephone="046-000-0000", telephone_of="見本市社会福祉協議会")


@pytest.fixture
def client_of() -> Callable[..., FlaskClient]:
    def make(*blueprints: Blueprint, around: site.Site = EXAMPLE) -> FlaskClient:
        app = Flask("app", template_folder=str(ROOT / "templates"), static_folder=None)
        app.config.update(TESTING=True, SECRET_KEY="test")
        app.jinja_env.globals["csrf_token"] = lambda: "token"
        security.secure(app, tiles=False)
        site.install(app, around)
        for blueprint in (assets.blueprint(), *blueprints):
            app.register_blueprint(blueprint)
        return app.test_client()

    return make
