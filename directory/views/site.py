"""What stands around every page: names, the telephone at the top and the menu."""

from dataclasses import dataclass

from flask import Flask

from directory.views import display

MENU = (
    ("/", "さがす・地図"),
    ("/find", "3つの質問でさがす"),
    ("/desk", "担当の窓口"),
    ("/areas", "圏域"),
)
STAFF_MENU = (("/match", "推進員"), ("/staff", "職員"))


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the menu; `current` where the page shown is this one or lies below it."""

    href: str
    text: str
    current: bool = False
    for_staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Whose directory this is. `telephone` is the one number to call first, None where none is known.

    `telephone_of` names whose number it is; `telephone_advice` says whom to call instead. `notice` stands above
    everything (架空の見本). `staff_doors` is False in a public process, which has no pages for staff.
    """

    title: str
    subtitle: str = ""
    telephone: str | None = None
    telephone_of: str = ""
    telephone_advice: str = "お住まいの担当窓口を調べる"
    notice: str | None = None
    footer: str = ""
    staff_doors: bool = True

    def links(self, path: str) -> tuple[Link, ...]:
        menu = [Link(href, text, _lies_below(path, href)) for href, text in MENU]
        if self.staff_doors:
            menu += [Link(href, text, _lies_below(path, href), for_staff=True) for href, text in STAFF_MENU]
        return tuple(menu)


def _lies_below(path: str, href: str) -> bool:
    if href == "/":
        return path == "/" or path.startswith("/resources")
    return path == href or path.startswith(href + "/")


def install(app: Flask, site: Site, in_places: display.InPlaces | None = None) -> None:
    """Give every template of `app` the name `site` and the visitor's way of seeing it (`directory.views.display`).

    `asset` comes with directory.views.assets.
    """
    display.install(app, in_places)
    app.jinja_env.globals["site"] = site
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
