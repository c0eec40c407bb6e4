"""The classes: for each a recipe that makes one picture from a random stream and a strength of 0 (mild) to 1 (hard)."""

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

import degrade as d
import fileformats
import pages
import payloads
import picture as p
import symbols


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


WINDOWS = [(1280, 800), (1366, 768), (1440, 900), (1600, 1000), (1024, 768), (1280, 1000), (1920, 1080)]
SMALL_WINDOWS = [(1024, 768), (960, 700), (1100, 720)]


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

    def one(self, rng, px=None, level=None, payload=None, border=None, scale=None, draw=None, inverted=False, window=None, version=None, frame="", **page_options):
        """A shot of a page with one code of about `px` pixels a module, and its parameters."""
        if payload is None:
            u = rng.random()
            payload = payloads.key_uri(rng, long=True) if u < 0.1 else payloads.short_uri(rng) if u < 0.2 else payloads.key_uri(rng)
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


def clean_light(studio, rng, s):
    shot, params = studio.one(rng, px=span(8, 2.4, s), dark=False)
    return Made(shot, params)


def dark_inverted(studio, rng, s):
    fg, bg = pick(rng, [("#fff", "#000"), ("#e6edf3", "#0d1117"), ("#9fe870", "#163300"), ("#ffd60a", "#1d1a05"), ("#c9d1ff", "#20204a"), ("#bbb", "#333")])
    shot, params = studio.one(rng, px=span(8, 2.6, s), dark=True, draw=dict(dark=fg, light=bg), inverted=True, border=pick(rng, [4, 4, 2, 1]))
    return Made(shot, dict(params, fg=fg, bg=bg))


def styled_dots(studio, rng, s):
    shape = pick(rng, ["dot", "gap"])
    gap = round(span(0.05, 0.42 if shape == "gap" else 0.36, s), 2)
    eye = pick(rng, ["square", "round", "circle", "leaf"])
    shot, params = studio.one(rng, px=float(rng.uniform(3.5, 9)), draw=dict(shape=shape, gap=gap, eye=eye), border=pick(rng, [4, 4, 2, 1]))
    return Made(shot, dict(params, shape=shape, gap=gap, eye=eye))


def styled_rounded(studio, rng, s):
    shape = pick(rng, ["rounded", "bar"])
    gap = round(span(0, 0.3, s), 2)
    eye = pick(rng, ["round", "circle", "leaf"])
    shot, params = studio.one(rng, px=span(8, 3, rng.random()), draw=dict(shape=shape, gap=gap, eye=eye), border=pick(rng, [4, 2, 1]))
    return Made(shot, dict(params, shape=shape, gap=gap, eye=eye))


COLOURS = [("#003b8e", "#ffffff"), ("#22aa22", "#ddffdd"), ("#d3122a", "#ffe9e9"), ("#444444", "#cccccc"), ("#7a3cff", "#ffd1f3"), ("#b36b00", "#fff0c9"), ("#ee4400", "#ffff66"), ("#008c8c", "#aaffff"), ("#c000a0", "#40e0ff"),
           ("#e00000", "#00b8a0"), ("#3355ff", "#ff9a66"), ("#2b8a3e", "#ff6b6b"), ("#9c36b5", "#66d9e8"), ("#1971c2", "#c0eb75"), ("#d9480f", "#74c0fc")]


def styled_color(studio, rng, s):
    dark, light = COLOURS[min(len(COLOURS) - 1, int(s * len(COLOURS)))]
    second = None
    if rng.random() < 0.5:
        second = (dark, pick(rng, ["#101040", "#3a0030", "#003a20", "#777777", "#5c7cfa", "#c2255c"]))
    shot, params = studio.one(rng, px=float(rng.uniform(3, 8)), draw=dict(dark=dark, light=light, gradient=second))
    return Made(shot, dict(params, fg=dark, bg=light, grad=second))


def _logo(rng, symbol, border, share):
    n = symbol.size
    mid, half = border + n / 2, n * share / 2
    colour = pick(rng, ["#e4002b", "#1a73e8", "#00a86b", "#111", "#ff9f0a"])
    letter = pick(rng, list("ABGKNWXÖ"))
    plate = f'<rect x="{mid - half}" y="{mid - half}" width="{2 * half}" height="{2 * half}" rx="{half * .3:.2f}" fill="#fff"/>' if rng.random() < .7 else ""
    r = half * 0.85
    body = pick(rng, [f'<circle cx="{mid}" cy="{mid}" r="{r:.2f}" fill="{colour}"/>', f'<rect x="{mid - r:.2f}" y="{mid - r:.2f}" width="{2 * r:.2f}" height="{2 * r:.2f}" fill="{colour}"/>'])
    return plate + body + f'<text x="{mid}" y="{mid + r * .38:.2f}" font-size="{r * 1.1:.2f}" font-weight="700" text-anchor="middle" fill="#fff" font-family="Noto Sans">{letter}</text>'


def logo(studio, rng, s):
    payload, level, border = payloads.key_uri(rng), pick(rng, "MQHHH"), pick(rng, [4, 4, 2])
    symbol = symbols.encode(payload, level)
    share = span(0.16, 0.5, s)
    # As large as asked for, but never over what the code can spare (every hidden module counted as lost).
    while symbols.load(symbol, symbols.hidden_square(symbol, share)) > span(0.5, 0.95, s) and share > 0.08:
        share -= 0.01
    style = dict(logo=_logo(rng, symbol, border, share))
    if rng.random() < 0.3:
        style.update(shape=pick(rng, ["dot", "rounded"]), gap=0.1, eye="round")
    shot, params = studio.one(rng, px=float(rng.uniform(3, 8)), payload=payload, level=level, border=border, draw=style)
    return Made(shot, dict(params, logo=round(share, 2), shape=style.get("shape", "square")))


def small_4k(studio, rng, s):
    shot, params = studio.one(rng, px=span(3.2, 2.0, s), scale=1, window=(3840, 2160))
    return Made(shot, params, cause="too-small")


def multi(studio, rng, s):
    k = int(round(span(2, 7, s)))
    syms, elements = [], []
    scale, px = pick(rng, [1, 1, 1, 1.5]), float(rng.uniform(3.4, 5.5))
    layout = pick(rng, ["steps", "split", "sidebar", "card"])
    for i in range(k):
        kind = rng.random()
        text = payloads.decoy(rng) if kind < 0.35 else payloads.key_uri(rng)
        symbol = symbols.encode(text, pick(rng, "LMMQ"))
        syms.append(symbol)
        size = (symbol.size + 8) * px * float(rng.uniform(.75, 1.3)) / scale
        elements.append(pages.box(symbols.svg(symbol, f"q{i}", 4, crisp=False), round(size, 1)))
    page = pages.page(rng, elements, 1280, 1500, scale, layout=layout, dark=bool(rng.random() < .2), ids=[f"q{i}" for i in range(k)])
    shot = studio.shoot(page, syms, 4)
    w, h = shot.size
    shot.codes = [c for c in shot.codes if (c.quad > 0).all() and (c.quad < [w, h]).all()]
    if not shot.codes or len(shot.codes) < 2:
        return multi(studio, rng, s * 0.5)
    return Made(shot, dict(page.params, k=len(shot.codes)))


def no_quiet(studio, rng, s):
    kind = pick(rng, ["ground", "frame", "text", "band"])
    margin, css, ground = 0, "", None
    if kind == "ground":
        ground = pick(rng, ["#222", "#000", "#555", "#3a3a48", "#101418"])
        frame, css = "", f"html,body,.panel{{background:{ground}!important;color:#ddd}}"
    elif kind == "frame":
        width = int(round(span(5, 1, s)))
        frame = f"border:{width}px solid {pick(rng, ['#000', '#222', '#444'])};padding:{pick(rng, [0, 0, 1])}px"
    elif kind == "text":
        frame = "margin:-0.2em 0;line-height:1"
    else:
        frame = f"background:#000;padding:{int(rng.integers(8, 22))}px 0 0 0"
    shot, params = studio.one(rng, px=span(7, 3, s), border=margin, dark=kind == "ground", frame=frame, extra_css=css,
                              layout="dense" if kind == "text" else None)
    return Made(shot, dict(params, kind=kind, ground=ground), cause="no-margin")


def tight_crop(studio, rng, s):
    shot, params = studio.one(rng, window=pick(rng, SMALL_WINDOWS), scale=1, px=float(rng.uniform(2.6, 8)), border=4, dark=False)
    q, px = shot.codes[0].quad, shot.codes[0].pixels_per_module
    margins = rng.uniform(0, span(1.6, 0.1, s), 4) * px
    lo, hi = q.min(0), q.max(0)
    shot = p.crop(shot, math.floor(lo[0] - margins[0]), math.floor(lo[1] - margins[1]), math.ceil(hi[0] + margins[2]), math.ceil(hi[1] + margins[3]))
    return Made(shot, dict(params, margin=[round(float(m / px), 2) for m in margins]), cause="no-margin")


def rotated(studio, rng, s):
    shot, params = studio.one(rng, window=pick(rng, SMALL_WINDOWS), scale=1, px=span(7, 3, s))
    shot = p.crop_round(shot, rng, 0.2, 0.9)
    angle = float(pick(rng, [90, 180, 270])) if rng.random() < 0.3 else float(rng.uniform(0, 360))
    w, h = shot.size
    c, si = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    size = (round(w * c + h * si), round(w * si + h * c))
    m = d.camera_matrix((w, h), size, 0, 0, angle, 1.0)
    fill = tuple(int(v) for v in pick(rng, [(255, 255, 255), (0, 0, 0), (128, 128, 128), (240, 244, 246)]))
    return Made(p.homography(shot, m, size, border=fill, interpolation=cv2.INTER_CUBIC), dict(params, angle=round(angle, 1)))


def dense(studio, rng, s):
    shot, params = studio.one(rng, px=span(5, 2.5, s), border=pick(rng, [4, 2]), layout="dense", dark=False, scale=1)
    return Made(shot, params)


def downscaled(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(4, 8)), dark=False)
    target = span(2.2, 1.3, s)
    name, how = pick(rng, [("area", cv2.INTER_AREA), ("linear", cv2.INTER_LINEAR), ("cubic", cv2.INTER_CUBIC), ("lanczos", cv2.INTER_LANCZOS4)])
    if name != "area":  # a viewer's scaler: smooth, then sample
        factor = target / params["px"]
        shot = shot.with_image(d.gauss(shot.image, 0.38 / factor))
    shot = p.resize(shot, target / params["px"], how)
    return Made(shot, dict(params, px=round(shot.codes[0].pixels_per_module, 2), interp=name), cause="too-small")


def jpeg(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(2.6, 5)))
    q = int(round(span(45, 6, s)))
    return Made(shot, dict(params, q=q), d.jpeg_bytes(shot.image, q), "jpg")


def blur(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(2.8, 7)))
    px = shot.codes[0].pixels_per_module
    kind = pick(rng, ["gauss", "gauss", "disc", "motion"])
    if kind == "gauss":
        amount = span(0.35, 0.68, s)
        image = d.gauss(shot.image, amount * px)
    elif kind == "disc":
        amount = span(0.6, 1.02, s)
        image = d.disc(shot.image, amount * px)
    else:
        amount = span(0.8, 1.5, s)
        image = d.motion(shot.image, amount * px, rng.uniform(0, np.pi))
    q = int(rng.integers(70, 95))
    return Made(shot.with_image(image), dict(params, kind=kind, amount=round(amount, 2), q=q), d.jpeg_bytes(image, q), "jpg", cause="blurred")


def noise(studio, rng, s):
    px = float(rng.uniform(3, 8))
    shot, params = studio.one(rng, window=pick(rng, SMALL_WINDOWS), scale=1, px=px, dark=False)
    shot = p.crop_round(shot, rng, 0.1, 0.8)
    kind = pick(rng, ["gauss", "gauss", "salt", "photon"])
    room = (px - 3) / 5  # larger modules average more away
    if kind == "gauss":
        amount = span(38, 78 + 72 * room, s)
        image = d.gaussian_noise(rng, shot.image, amount, grey=rng.random() < 0.3)
    elif kind == "salt":
        amount = span(0.08, 0.32 + 0.22 * room, s)
        image = d.salt_and_pepper(rng, shot.image, amount)
    else:
        amount = span(8, 1.5 - 0.9 * room, s)
        image = d.photon_noise(rng, shot.image, amount)
    return Made(shot.with_image(image), dict(params, kind=kind, amount=round(amount, 2)), cause="noisy")


def low_contrast(studio, rng, s):
    difference = int(round(span(26, 6, s)))
    mid = int(rng.integers(40, 215))
    fg, bg = mid - difference // 2, mid - difference // 2 + difference
    shot, params = studio.one(rng, px=float(rng.uniform(3, 7)), draw=dict(dark=f"rgb({fg},{fg},{fg})", light=f"rgb({bg},{bg},{bg})"), scale=1)
    sigma = round(float(rng.uniform(0, 0.22)) * difference, 2)
    return Made(shot.with_image(d.gaussian_noise(rng, shot.image, sigma)), dict(params, fg=fg, bg=bg, noise=sigma), cause="low-contrast")


def lighting(studio, rng, s):
    shot, params = studio.one(rng, window=pick(rng, SMALL_WINDOWS), scale=1, px=float(rng.uniform(3, 6)), dark=False)
    shot = p.crop_round(shot, rng, 0.15, 0.8)
    w, h = shot.size
    kind = pick(rng, ["gradient", "spot", "shadow", "vignette"])
    low = span(0.45, 0.08, s)
    y, x = np.mgrid[:h, :w].astype(np.float32)
    if kind == "gradient":
        a = rng.uniform(0, 2 * np.pi)
        t = x / w * math.cos(a) + y / h * math.sin(a)
        t = (t - t.min()) / np.ptp(t)
        factor = low + (1 - low) * t
    elif kind in ("spot", "vignette"):
        centre = shot.codes[0].quad.mean(0) + rng.uniform(-.4, .4, 2) * params["px"] * shot.codes[0].symbol.size
        r = np.hypot(x - centre[0], y - centre[1]) / (params["px"] * shot.codes[0].symbol.size * rng.uniform(.5, .9))
        factor = low + (1 - low) * np.exp(-r**2)
        if kind == "vignette":
            factor = 1 - (1 - low) * np.exp(-r**2)
    else:
        q = shot.codes[0].quad.mean(0)
        a = rng.uniform(0, 2 * np.pi)
        side = (x - q[0]) * math.cos(a) + (y - q[1]) * math.sin(a)
        factor = np.where(side > rng.uniform(-.25, .25) * params["px"] * shot.codes[0].symbol.size, low, 1).astype(np.float32)
        factor = cv2.GaussianBlur(factor, (0, 0), span(12, 1.5, rng.random()))
    shot = d.shade(shot, factor)
    image = d.gaussian_noise(rng, shot.image, rng.uniform(1, 4))
    q = int(rng.integers(70, 93))
    return Made(shot.with_image(image), dict(params, kind=kind, lo=round(low, 2), q=q), d.jpeg_bytes(image, q), "jpg")


def _photo(studio, rng, px, tilt, blur_px, sigma, size, **options):
    """A page photographed from a screen: the shot and its parameters."""
    shot, params = studio.one(rng, px=max(4.0, px * 1.3), scale=1, **options)
    shot = d.bezel(shot)
    zoom = px / shot.codes[0].pixels_per_module

    def angles():
        roll = rng.uniform(-180, 180) if rng.random() < 0.3 else rng.uniform(-25, 25)
        return rng.uniform(-tilt, tilt), rng.uniform(-tilt, tilt), roll

    matrix, seen = d.aim(rng, shot, size, zoom, angles)
    shot = d.photograph(shot, size, matrix, zoom, d.backdrop(rng, *size))
    image = d.gauss(shot.image, blur_px) if blur_px > 0.2 else shot.image
    field = 0.65 + 0.45 * d.smooth_field(rng, *size, 2)
    image = np.clip(image * field[..., None] * rng.uniform(0.85, 1.05, 3), 0, 255).astype(np.uint8)
    image = d.gaussian_noise(rng, image, sigma)
    return shot.with_image(image), dict(params, px=round(shot.codes[0].pixels_per_module, 2), blur=round(float(blur_px), 2), noise=round(float(sigma), 1), **seen)


SIZES = [(1080, 1920), (1600, 1200), (1200, 1600), (1920, 1080), (1440, 1080)]


def photo_screen(studio, rng, s):
    size = pick(rng, SIZES)
    px = span(8, 3.6, s)
    shot, params = _photo(studio, rng, px, span(15, 38, s), rng.uniform(.2, .3) * px, rng.uniform(2, 7), size, dark=bool(rng.random() < .25))
    q = int(rng.integers(45, 90))
    return Made(shot, dict(params, q=q), d.jpeg_bytes(shot.image, q), "jpg")


def moire(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(2.5, 3.4)), scale=1, window=(1024, 768), draw=None)
    shot = p.crop_round(shot, rng, 0.15, 0.6)
    w, h = shot.size
    close = shot.map(d.subpixels(shot.image), lambda q: q * 3)
    sampling = span(1.9, 1.15, s)  # camera pixels a screen pixel
    size = (round(w * sampling * 1.25), round(h * sampling * 1.25))
    yaw, pitch, roll = rng.uniform(-9, 9), rng.uniform(-9, 9), rng.uniform(-7, 7)
    m = d.camera_matrix(close.size, size, yaw, pitch, roll, sampling / 3)
    # No lens blur to speak of: the grid folds back into broad stripes.
    scene = d.backdrop(rng, *size)
    soft = close.with_image(d.gauss(close.image, 0.75))
    shot = p.homography(soft, m, size, scene)
    image = d.gaussian_noise(rng, np.clip(shot.image.astype(np.float32) * 1.6, 0, 255).astype(np.uint8), 3)
    q = int(rng.integers(60, 92))
    return Made(shot.with_image(image), dict(params, px=round(shot.codes[0].pixels_per_module, 2), yaw=round(yaw, 1), pitch=round(pitch, 1), roll=round(roll, 1), sampling=round(sampling, 2), q=q), d.jpeg_bytes(image, q), "jpg")


def _cover(shot, rng, kind, side):
    """The picture with something of `side` (a share of the code's side) over the first code."""
    code = shot.codes[0]
    n = code.symbol.size
    size = np.linalg.norm(code.quad[1] - code.quad[0])
    low, high = code.quad.min(0), code.quad.max(0)
    middle = low + rng.uniform(0.15, 0.85, 2) * (high - low)
    r = side * size / 2
    image = shot.image.astype(np.float32)
    h, w = image.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    if kind == "glare":
        stretch, a = rng.uniform(0.6, 1.6), rng.uniform(0, np.pi)
        u = ((x - middle[0]) * math.cos(a) + (y - middle[1]) * math.sin(a)) / (r * stretch)
        v = (-(x - middle[0]) * math.sin(a) + (y - middle[1]) * math.cos(a)) / (r / stretch)
        light = 420 * np.exp(-((u**2 + v**2) ** 1.5))
        image = image + light[..., None]
    elif kind == "sticker":
        layer = np.zeros((h, w), np.uint8)
        points = cv2.boxPoints(((float(middle[0]), float(middle[1])), (float(2 * r), float(1.4 * r)), float(rng.uniform(0, 180))))
        cv2.fillPoly(layer, [points.astype(np.int32)], 255, cv2.LINE_AA)
        image = np.where(layer[..., None] > 128, rng.integers(0, 255, 3), image)
    elif kind == "finger":
        layer = np.zeros((h, w), np.uint8)
        edge = pick(rng, [(middle[0], high[1] + size), (high[0] + size, middle[1]), (low[0] - size, middle[1])])
        cv2.line(layer, (int(middle[0]), int(middle[1])), (int(edge[0]), int(edge[1])), 255, max(2, int(1.3 * r)), cv2.LINE_AA)
        soft = cv2.GaussianBlur(layer, (0, 0), 2)[..., None] / 255.0
        image = image * (1 - soft) + soft * np.array([120, 150, 205]) * rng.uniform(.5, 1.1)
    else:  # pen
        for _ in range(int(rng.integers(2, 5))):
            a = rng.uniform(0, np.pi)
            end = np.array([math.cos(a), math.sin(a)]) * size * rng.uniform(.5, 1)
            colour = tuple(int(v) for v in rng.integers(0, 130, 3))
            canvas = np.ascontiguousarray(np.clip(image, 0, 255).astype(np.uint8))
            start, stop = middle - end / 2, middle + end / 2
            cv2.line(canvas, (int(start[0]), int(start[1])), (int(stop[0]), int(stop[1])), colour, max(1, int(side * size / 9)), cv2.LINE_AA)
            image = canvas.astype(np.float32)
    return shot.with_image(np.clip(image, 0, 255).astype(np.uint8))


def occlusion(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(3.5, 8)), level=pick(rng, "MMQH"), dark=False)
    kind = pick(rng, ["glare", "sticker", "finger", "pen"])
    target, best = span(0.3, 0.95, s), None
    # Coverings of random place and size until one uses as much of the error correction as it should.
    for _ in range(40):
        side = rng.uniform(0.08, 0.45)
        tried = _cover(shot, rng, kind, side)
        used = p.bound(tried.image, tried.codes[0], channels=False)
        if used <= 1 and (best is None or abs(used - target) < abs(best[0] - target)):
            best = used, tried, side
            if abs(used - target) < 0.12:
                break
    if best is None:
        return occlusion(studio, rng, s)
    used, shot, side = best
    q = int(rng.integers(75, 95))
    return Made(shot, dict(params, kind=kind, side=round(float(side), 2), ecc_used=round(used, 2), q=q), d.jpeg_bytes(shot.image, q), "jpg", cause="covered")


def messenger(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(3, 6)), scale=2, window=pick(rng, [(1280, 800), (1024, 768), (1440, 900)]))
    rounds = int(rng.integers(2, 5))
    chain = []
    image = shot
    for i in range(rounds):
        longest = pick(rng, [1600, 1280, 1280, 960]) if i == 0 else pick(rng, [1600, 1280])
        if max(image.size) > longest:
            factor = longest / max(image.size)
            floor = span(2.2, 1.6, s) / image.codes[0].pixels_per_module
            image = p.resize(image, max(factor, min(1, floor)))
        q = int(rng.integers(round(span(60, 28, s)), 80))
        chain.append([max(image.size), q])
        if i < rounds - 1:
            image = image.with_image(d.jpeg(image.image, q))
    return Made(image, dict(params, px=round(image.codes[0].pixels_per_module, 2), chain=chain), d.jpeg_bytes(image.image, chain[-1][1]), "jpg", cause="too-small|blurred")


def mirrored(studio, rng, s):
    shot, params = studio.one(rng, px=span(7, 2.8, s))
    shot = p.mirror(shot)
    turned = bool(rng.random() < 0.4)
    return Made(p.invert(shot) if turned else shot, dict(params, inverted=turned))


def print_curl(studio, rng, s):
    kind = pick(rng, ["cylinder", "wave", "fold"])
    size = pick(rng, [(1400, 1100), (1600, 1200), (1200, 1600)])
    px = float(rng.uniform(4.5, 7.5))
    amount = span(0.15, 0.7, s)

    shot, params = studio.one(rng, px=8.0, dark=False, layout="card", scale=1, window=(960, 700))
    shot = p.crop_round(shot, rng, 0.15, 0.55)
    shot = d.bend(shot, kind, amount, bool(rng.random() < 0.5), rng)
    matrix, seen = d.aim(rng, shot, size, px / 8.0, lambda: (rng.uniform(-14, 14), rng.uniform(-14, 14), rng.uniform(-25, 25)), 0.12)
    shot = d.photograph(shot, size, matrix, px / 8.0, d.backdrop(rng, *size))
    params.update(seen)
    blur_px = rng.uniform(0.6, 1.3)
    image = d.gaussian_noise(rng, d.gauss(shot.image, blur_px), rng.uniform(2, 5))
    q = int(rng.integers(60, 90))
    return Made(shot.with_image(image), dict(params, px=round(shot.codes[0].pixels_per_module, 2), kind=kind, amount=round(amount, 2), blur=round(float(blur_px), 2), q=q), d.jpeg_bytes(image, q), "jpg", cause="distorted")


def migration_qr(studio, rng, s):
    accounts = int(round(span(2, 10, s)))
    shot, params = studio.one(rng, px=span(5.5, 2.8, rng.random()), payload=payloads.migration_uri(rng, accounts), level=pick(rng, "LLM"), border=pick(rng, [4, 2]))
    return Made(shot, dict(params, accounts=accounts))


def huge_photo(studio, rng, s):
    size = pick(rng, [(6000, 4000), (4000, 6000), (5712, 4284), (8160, 6120)])
    px = span(6, 3.4, s)

    shot, params = studio.one(rng, px=max(4.5, px * 1.2), dark=bool(rng.random() < .15), scale=1)
    shot = d.bezel(shot)
    zoom = px / shot.codes[0].pixels_per_module
    matrix, seen = d.aim(rng, shot, size, zoom, lambda: (rng.uniform(-14, 14), rng.uniform(-14, 14), rng.uniform(-20, 20)), 0.35)
    scene = cv2.resize(d.backdrop(rng, *(v // 4 for v in size)), size, interpolation=cv2.INTER_LINEAR)
    shot = d.photograph(shot, size, matrix, zoom, scene)
    params.update(seen)
    image = cv2.GaussianBlur(shot.image, (5, 5), 0.8)
    grain = rng.integers(-9, 10, (1024, 1024, 3)).astype(np.int16)
    tiled = np.tile(grain, (size[1] // 1024 + 1, size[0] // 1024 + 1, 1))[:size[1], :size[0]]
    image = cv2.add(image, tiled, dtype=cv2.CV_8U)
    q = int(rng.integers(70, 90))
    return Made(shot.with_image(image), dict(params, px=round(shot.codes[0].pixels_per_module, 2), mp=round(size[0] * size[1] / 1e6), q=q), d.jpeg_bytes(image, q), "jpg", extra={"bound_from_pixels": True})


def combo(studio, rng, s):
    kind = pick(rng, ["dark_photo", "styled_messenger", "no_quiet_tilt", "low_noise_jpeg", "small_blur_jpeg", "logo_photo", "inverted_downscaled", "colour_shadow"])
    if kind == "dark_photo":
        size = pick(rng, SIZES)
        shot, params = _photo(studio, rng, span(7, 4, s), span(10, 28, s), 1.0, 6, size, dark=True, inverted=True, draw=dict(dark="#e6edf3", light="#0d1117"))
        q = int(span(80, 50, s))
        return Made(shot, dict(params, kind=kind, q=q), d.jpeg_bytes(shot.image, q), "jpg")
    if kind == "styled_messenger":
        shot, params = studio.one(rng, px=5.0, scale=2, draw=dict(shape="dot", gap=round(span(.1, .3, s), 2), eye="round"), window=(1024, 768))
        shot = p.resize(shot, span(2.8, 2.0, s) / shot.codes[0].pixels_per_module)
        q = int(span(70, 35, s))
        image = d.jpeg(shot.image, q)
        return Made(shot, dict(params, kind=kind, q=q, px=round(shot.codes[0].pixels_per_module, 2)), d.jpeg_bytes(image, q + 5), "jpg")
    if kind == "no_quiet_tilt":
        ground = pick(rng, ["#222", "#444", "#101418"])
        size = pick(rng, SIZES)
        css = f"html,body,.panel{{background:{ground}!important;color:#ddd}}"
        shot, params = _photo(studio, rng, span(7, 4.2, s), span(8, 22, s), .9, 4, size, dark=True, border=0, extra_css=css)
        return Made(shot, dict(params, kind=kind, ground=ground, q=80), d.jpeg_bytes(shot.image, 80), "jpg")
    if kind == "low_noise_jpeg":
        shot, params = studio.one(rng, px=float(rng.uniform(4, 7)), draw=dict(dark="#777", light=pick(rng, ["#999", "#a5a5a5"])), dark=False)
        image = d.gaussian_noise(rng, shot.image, span(4, 9, s))
        q = int(span(80, 55, s))
        return Made(shot.with_image(image), dict(params, kind=kind, q=q), d.jpeg_bytes(image, q), "jpg", cause="low-contrast|noisy")
    if kind == "small_blur_jpeg":
        shot, params = studio.one(rng, px=float(rng.uniform(4, 6)), dark=False)
        shot = p.resize(shot, span(2.6, 1.9, s) / shot.codes[0].pixels_per_module)
        image = d.gauss(shot.image, span(.3, .45, s) * shot.codes[0].pixels_per_module)
        q = int(span(80, 55, s))
        return Made(shot.with_image(image), dict(params, kind=kind, q=q, px=round(shot.codes[0].pixels_per_module, 2)), d.jpeg_bytes(image, q), "jpg", cause="blurred|too-small")
    if kind == "logo_photo":
        payload, border = payloads.key_uri(rng), 4
        symbol = symbols.encode(payload, "H")
        style = dict(logo=_logo(rng, symbol, border, span(.15, .24, s)))
        size = pick(rng, SIZES)
        shot, params = _photo(studio, rng, span(7, 4.5, s), 20, .9, 4, size, payload=payload, level="H", border=border, draw=style)
        return Made(shot, dict(params, kind=kind, q=75), d.jpeg_bytes(shot.image, 75), "jpg")
    if kind == "inverted_downscaled":
        shot, params = studio.one(rng, px=6.0, dark=True, inverted=True, draw=dict(dark="#eee", light="#111"))
        shot = p.resize(shot, span(2.4, 1.6, s) / shot.codes[0].pixels_per_module)
        return Made(shot, dict(params, kind=kind, px=round(shot.codes[0].pixels_per_module, 2)), cause="too-small")
    dark, light = pick(rng, COLOURS[:8])
    shot, params = studio.one(rng, px=float(rng.uniform(4, 7)), dark=False, draw=dict(dark=dark, light=light))
    shot = p.crop_round(shot, rng, .2, .6)
    field = d.smooth_field(rng, *shot.size, 2)
    shot = d.shade(shot, span(.5, .2, s) + (1 - span(.5, .2, s)) * field)
    return Made(shot, dict(params, kind=kind, fg=dark, bg=light, q=80), d.jpeg_bytes(shot.image, 80), "jpg")


def formats(studio, rng, s):
    kind = list(fileformats.KINDS)[studio.index // 2 % len(fileformats.KINDS)]
    ext, write = fileformats.KINDS[kind]
    shot, params = studio.one(rng, px=float(rng.uniform(3, 6)), dark=False, scale=1, window=pick(rng, SMALL_WINDOWS))
    if kind == "pdf_drawn":
        data = studio.pdf()
    else:
        if kind == "white_on_nothing_png" or kind == "black_on_nothing_png":
            shot = p.crop_round(shot, rng, 0.1, 0.14)
        data = write(shot.image)
    if kind == "white_on_nothing_png":
        shot = p.invert(shot)
    return Made(shot, dict(params, fmt=kind), data, ext, extra={"placed": ext != "pdf", "page": 2 if "second_page" in kind else 1, "bound_from_pixels": True})


def heic_avif(studio, rng, s):
    kind = ["heic", "avif"][studio.index // 2 % 2]
    shot, params = studio.one(rng, px=float(rng.uniform(3, 6)), dark=False, scale=1, window=pick(rng, SMALL_WINDOWS))
    return Made(shot, dict(params, fmt=kind), fileformats.high_efficiency(shot.image, kind), kind, cause="unsupported-picture", extra={"bound_from_pixels": True})


def parts(studio, rng, s):
    """One message over several symbols (structured append), all of them there."""
    total = 2 + int(s * 3)
    message = payloads.migration_uri(rng, int(rng.integers(2, 7)))
    syms = symbols.encode_parts(message, pick(rng, "LM"), total)
    order = rng.permutation(total) if rng.random() < 0.5 else np.arange(total)
    syms = [syms[i] for i in order]
    elements = [pages.box(symbols.svg(x, f"q{i}", 4), (x.size + 8) * 4) for i, x in enumerate(syms)]
    page = pages.page(rng, elements, 1600, 1200, 1, dark=False, layout=pick(rng, ["steps", "split", "card"]))
    return Made(studio.shoot(page, syms, 4), dict(page.params, parts=total))


CLASSES = {f.__name__: f for f in [
    clean_light, dark_inverted, styled_dots, styled_rounded, styled_color, logo, small_4k, multi, no_quiet, tight_crop, rotated, dense,
    downscaled, jpeg, blur, noise, low_contrast, lighting, photo_screen, moire, occlusion, messenger, mirrored, print_curl, migration_qr,
    formats, heic_avif, parts, combo, huge_photo]}
