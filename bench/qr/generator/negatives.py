"""Pictures without a code that can be read: pages, photographs, and what looks like a code and is none."""

import cv2
import numpy as np

import degrade as d
import pages
import payloads
import picture as p
import symbols
from studio import WINDOWS, Made, pick

KINDS = [
    "page",
    "page",
    "page_1080p",
    "dense_page",
    "page_4k",
    "photo",
    "photo_12mp",
    "noise",
    "checks",
    "crossword",
    "halftone",
    "barcode",
    "squares",
    "random_modules",
    "forged",
    "finders_only",
    "half_hidden_page",
    "text_wall",
    "maze",
    "stripes",
]

# What may rightly be said of those that look like a code; of the others that there is none.
CAUSES = {
    "barcode": "no-code|other-symbology",
    "forged": "",
    "finders_only": "",
    "squares": "",
    "random_modules": "no-code|unreadable",
    "half_hidden_page": "no-code|unreadable",
}


def negative(studio, rng, s):
    kind = KINDS[studio.index // 2 % len(KINDS)]
    image = globals()["_" + kind](studio, rng)
    if rng.random() < 0.3 and kind not in ("photo_12mp", "page_4k"):
        image = d.gauss(image, rng.uniform(0.5, 1.5))
    jpeg = rng.random() < 0.25
    return Made(
        p.Shot(image),
        {"kind": kind},
        d.jpeg_bytes(image, 75) if jpeg else None,
        "jpg" if jpeg else "png",
        cause=CAUSES.get(kind, "no-code"),
    )


def _shoot(studio, rng, width, height, scale, **options):
    page = pages.page(rng, [], width, height, scale, **options)
    return studio.shoot(page, [], 4).image


def _page(studio, rng):
    return _shoot(studio, rng, *pick(rng, WINDOWS), pick(rng, [1, 1, 1.5]))


def _page_1080p(studio, rng):
    return _shoot(studio, rng, 1920, 1080, 1)


def _dense_page(studio, rng):
    return _shoot(studio, rng, *pick(rng, WINDOWS), 1, layout="dense")


def _page_4k(studio, rng):
    return _shoot(studio, rng, 3840, 2160, 1, layout=pick(rng, ["dense", "article", "modal", "sidebar"]))


def _half_hidden_page(studio, rng):
    """The code's place with a placeholder in it: "click to show"."""
    css = int(rng.integers(120, 260))
    box = f'<div style="width:{css}px;height:{css}px;border:6px solid #000;background:#fff;outline:5px solid #fff;display:grid;place-items:center;color:#000">QR</div>'
    page = pages.page(rng, [box], 1280, 900, 1)
    page.ids = []
    return studio.shoot(page, [], 4).image


def _photo(_, rng):
    return d.gaussian_noise(rng, d.backdrop(rng, *pick(rng, [(1600, 1200), (1080, 1920)])), 5)


def _photo_12mp(_, rng):
    small = d.backdrop(rng, 2000, 1500)
    return d.gaussian_noise(rng, cv2.resize(small, (4000, 3000), interpolation=cv2.INTER_CUBIC), 6)


def _noise(_, rng):
    scale = int(rng.integers(1, 6))
    image = rng.integers(0, 256, (900 // scale, 1200 // scale, 3), dtype=np.uint8)
    return cv2.resize(image, (1200, 900), interpolation=pick(rng, [cv2.INTER_NEAREST, cv2.INTER_CUBIC]))


def _grey(values, scale):
    big = cv2.resize(values.astype(np.uint8), None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
    return cv2.cvtColor(big, cv2.COLOR_GRAY2BGR)


def _checks(_, rng):
    n, cell = 60, int(rng.integers(4, 16))
    y, x = np.mgrid[:n, :n]
    return _grey(255 * ((x + y) % 2), cell)


def _crossword(_, rng):
    n = int(rng.integers(11, 25))
    cells = np.where(rng.random((n, n)) < 0.22, 0, 255)
    big = _grey(cells, 32)
    big[::32] = big[:, ::32] = 0
    return cv2.copyMakeBorder(big, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def _halftone(_, rng):
    w, h, cell = 1000, 800, int(rng.integers(5, 12))
    field = d.smooth_field(rng, w, h, 4)
    y, x = np.mgrid[:h, :w].astype(np.float32)
    wave = (np.cos(2 * np.pi * x / cell) + np.cos(2 * np.pi * y / cell)) / 4 + 0.5
    return cv2.cvtColor(np.where(wave > field, 255, 0).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def _barcode(_, rng):
    image = np.full((500, 900, 3), 255, np.uint8)
    x = 120
    while x < 780:
        w = int(rng.integers(1, 5)) * 3
        image[100:380, x : x + w] = 0
        x += w + int(rng.integers(1, 5)) * 3
    cv2.putText(image, str(int(rng.integers(1e11, 1e12))), (250, 430), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2, cv2.LINE_AA)
    return image


def _squares(_, rng):
    """Nested squares of all proportions, finders among them."""
    image = np.full((900, 1200, 3), 255, np.uint8)
    for _ in range(40):
        x, y, m = int(rng.integers(1100)), int(rng.integers(800)), float(rng.uniform(3, 12))
        rings = pick(rng, [(7, 5, 3), (7, 5, 3), (9, 5, 2), (8, 6, 4, 2), (5, 3, 1)])
        for i, r in enumerate(rings):
            half = r * m / 2
            cv2.rectangle(
                image,
                (int(x - half), int(y - half)),
                (int(x + half), int(y + half)),
                (0, 0, 0) if i % 2 == 0 else (255, 255, 255),
                -1,
            )
    return image


def _random_modules(_, rng):
    n = int(rng.integers(21, 80))
    return cv2.copyMakeBorder(
        _grey(255 * (rng.random((n, n)) < 0.5), int(rng.integers(4, 10))),
        40,
        40,
        40,
        40,
        cv2.BORDER_CONSTANT,
        value=(255, 255, 255),
    )


def _forged(_, rng):
    """A symbol with everything in place but the data, which is random: no decoder may make a text of it."""
    symbol = symbols.encode(payloads.key_uri(rng), pick(rng, "LMQH"))
    modules = symbol.modules.copy()
    data = symbols.data_modules(symbol)
    modules[data] = rng.random(int(data.sum())) < 0.5
    return cv2.copyMakeBorder(
        _grey(np.where(modules, 0, 255), int(rng.integers(4, 9))), 50, 50, 50, 50, cv2.BORDER_CONSTANT, value=(255, 255, 255)
    )


def _finders_only(_, rng):
    symbol = symbols.encode(payloads.key_uri(rng), "M")
    modules = symbol.modules.copy()
    modules[symbols.data_modules(symbol)] = False
    return cv2.copyMakeBorder(
        _grey(np.where(modules, 0, 255), int(rng.integers(4, 9))), 50, 50, 50, 50, cv2.BORDER_CONSTANT, value=(255, 255, 255)
    )


def _text_wall(studio, rng):
    return _shoot(studio, rng, 1600, 1000, 1, layout="dense", language=pick(rng, ["ja", "ru", "ar", "en"]))


def _maze(_, rng):
    n = 61
    cells = np.zeros((n, n), np.uint8)
    stack = [(1, 1)]
    cells[1, 1] = 255
    while stack:
        y, x = stack[-1]
        ways = [
            (dy, dx)
            for dy, dx in ((0, 2), (2, 0), (0, -2), (-2, 0))
            if 0 < y + dy < n and 0 < x + dx < n and not cells[y + dy, x + dx]
        ]
        if not ways:
            stack.pop()
            continue
        dy, dx = ways[int(rng.integers(len(ways)))]
        cells[y + dy // 2, x + dx // 2] = cells[y + dy, x + dx] = 255
        stack.append((y + dy, x + dx))
    return _grey(cells, int(rng.integers(5, 12)))


def _stripes(_, rng):
    w, h = 1200, 900
    y, x = np.mgrid[:h, :w].astype(np.float32)
    a, period = rng.uniform(0, np.pi), rng.uniform(3, 30)
    wave = np.sin(2 * np.pi * (x * np.cos(a) + y * np.sin(a)) / period) * np.sin(
        2 * np.pi * (x * np.sin(a * 2) - y * np.cos(a)) / (period * 1.7)
    )
    return cv2.cvtColor((128 + 127 * np.sign(wave)).astype(np.uint8), cv2.COLOR_GRAY2BGR)
