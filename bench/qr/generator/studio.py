"""The room where pages are shot, and what each recipe gives back."""

from dataclasses import dataclass, field

import pages
import payloads
import picture as p
import symbols


WINDOWS = [(1280, 800), (1366, 768), (1440, 900), (1600, 1000), (1024, 768), (1280, 1000), (1920, 1080)]
SMALL_WINDOWS = [(1024, 768), (960, 700), (1100, 720)]


@dataclass
class Made:
    """A picture ready to be written."""

    shot: p.Shot
    params: dict
    data: bytes = None
    ext: str = "png"
    cause: str = ""
    extra: dict = field(default_factory=dict)


def span(low, high, strength):
    """From the mild end to the hard end."""
    return low + (high - low) * strength


def pick(rng, items):
    return items[int(rng.integers(len(items)))]


class Studio:
    """Shoots pages with one code."""

    def __init__(self, browser):
        self._browser = browser

    index = 0
    """Which picture of its class is being made; kinds go round by it."""

    def pdf(self):
        """The page shot last, printed."""
        return self._browser.pdf()

    def shoot(self, page, syms, border, inverted=False):
        png, boxes = self._browser.shoot(page.html, page.width, page.height, page.scale, page.ids)
        return p.shot_of(png, boxes, syms, border, inverted)

    def one(
        self,
        rng,
        px=None,
        level=None,
        payload=None,
        border=None,
        scale=None,
        draw=None,
        inverted=False,
        window=None,
        version=None,
        frame="",
        **page_options
    ):
        """A shot of a page with one code of about `px` pixels a module, and its parameters."""
        if payload is None:
            u = rng.random()
            payload = (
                payloads.key_uri(rng, long=True) if u < 0.1 else payloads.short_uri(rng) if u < 0.2 else payloads.key_uri(rng)
            )
        level = level or pick(rng, "LMMMMQH")
        symbol = symbols.encode(payload, level, version)
        border = border if border is not None else pick(rng, [4, 4, 4, 4, 3, 2])
        scale = scale or pick(rng, [1, 1, 1, 1.25, 1.5, 2])
        px = px or float(rng.uniform(2.5, 8))
        css = round((symbol.size + 2 * border) * px / scale, 2 if rng.random() < 0.5 else 0)
        width, height = window or pick(rng, WINDOWS if scale < 1.5 else WINDOWS[:1] + SMALL_WINDOWS)
        height = max(height, int(css + 330))
        width = max(width, int(css + 420))
        element = pages.box(symbols.svg(symbol, "q0", border, crisp=px > 2.8 and rng.random() < 0.7, **(draw or {})), css)
        page = pages.page(rng, [element], width, height, scale, frame=frame, **page_options)
        shot = self.shoot(page, [symbol], border, inverted)
        params = dict(page.params, border=border, px=round(shot.codes[0].pixels_per_module, 2))
        return shot, params
