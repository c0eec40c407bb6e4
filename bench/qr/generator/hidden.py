"""Classes of codes that one thing hides from readers: their colours are equally bright, or a finder is covered."""

import colorsys

import cv2
import numpy as np

import degrade as d
import symbols
from studio import Made, pick, span


def _as_bright(hue, saturation, luma):
    """A colour of that hue, in RGB, as bright as asked for (ITU-R BT.601), paler where the hue cannot be so bright."""
    colour = np.array(colorsys.hsv_to_rgb(hue, saturation, 1.0)) * 255
    own = colour @ [0.299, 0.587, 0.114]
    if own >= luma:
        colour = colour * luma / own
    else:
        colour = colour + (255 - colour) * (luma - own) / (255 - own)
    return np.round(colour).astype(int)


def colour_only(studio, rng, s):
    """A coloured code on a coloured card, both equally bright."""
    luma = float(rng.uniform(70, 190))
    apart = span(150, 50, s)  # levels between the two in the channel that tells them best
    while True:
        first = _as_bright(rng.random(), rng.uniform(0.4, 1), luma)
        second = _as_bright(rng.random(), rng.uniform(0.4, 1), luma + rng.uniform(-1.5, 1.5))
        if abs(abs(first - second).max() - apart) < 12:
            break
    dark, light = (f"rgb({','.join(map(str, c))})" for c in (first, second))
    shot, params = studio.one(
        rng, px=float(rng.uniform(3.5, 8)), draw=dict(dark=dark, light=light), frame=f"background:{light};padding:12px"
    )
    # the channel that tells them best may have the code's colour the lighter one
    best = int(abs(first - second).argmax())
    shot.codes[0].inverted = bool(first[best] > second[best])
    q = int(rng.integers(80, 96)) if rng.random() < 0.4 else None
    params = dict(params, fg=dark, bg=light, q=q)
    return Made(shot, params, d.jpeg_bytes(shot.image, q), "jpg") if q else Made(shot, params)


def covered_finder(studio, rng, s):
    """A sticker, a mouse pointer or a folded corner over one of the three finders."""
    shot, params = studio.one(rng, px=float(rng.uniform(3.5, 8)), level=pick(rng, "MMQH"), dark=False)
    code = shot.codes[0]
    n, kind = code.symbol.size, pick(rng, ["sticker", "pointer", "corner"])
    column, row = pick(rng, [(3.5, 3.5), (n - 3.5, 3.5), (3.5, n - 3.5)])
    side = span(5, 10, s)  # modules
    while True:
        u, v = column + rng.uniform(-0.8, 0.8), row + rng.uniform(-0.8, 0.8)
        outline = _outline(kind, u, v, side, column > n / 2, row > n / 2, rng)
        centres = np.stack(np.meshgrid(np.arange(n) + 0.5, np.arange(n) + 0.5), -1).reshape(-1, 2)
        hidden = np.array([cv2.pointPolygonTest(outline, tuple(map(float, c)), False) >= 0 for c in centres]).reshape(n, n)
        if symbols.load(code.symbol, hidden) <= 0.9:
            break
        side -= 0.3
    q0, q1, _, q3 = code.quad
    corners = q0 + outline[:, :1] / n * (q1 - q0) + outline[:, 1:] / n * (q3 - q0)
    image = np.ascontiguousarray(shot.image)
    fixed = [np.round(corners * 16).astype(np.int32)]
    colour = tuple(int(c) for c in rng.integers(0, 255, 3)) if kind == "sticker" else (250, 250, 250)
    cv2.fillPoly(image, fixed, colour, cv2.LINE_AA, 4)
    if kind == "pointer":
        cv2.polylines(image, fixed, True, (20, 20, 20), 2, cv2.LINE_AA, 4)
    q = int(rng.integers(75, 95))
    params = dict(params, kind=kind, side=round(side, 1), q=q)
    return Made(shot.with_image(image), params, d.jpeg_bytes(image, q), "jpg", cause="covered")


def _outline(kind, u, v, side, right, below, rng):
    """Its corners, in modules."""
    if kind == "sticker":
        turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        points = np.stack([u + side / 2 * np.cos(turns), v + side / 2 * np.sin(turns)], 1)
    elif kind == "pointer":
        shape = [(0, 0), (0, 1), (0.24, 0.8), (0.4, 1.15), (0.55, 1.08), (0.4, 0.75), (0.72, 0.75)]
        points = np.array(shape) * side * 1.2 + [u - 0.3 * side, v - 0.5 * side]
    else:  # from the code's corner on, a bit beyond it
        x, y = u + (4.5 if right else -4.5), v + (4.5 if below else -4.5)
        dx, dy = (-1 if right else 1) * 1.9 * side, (-1 if below else 1) * 1.9 * side
        points = np.array([(x, y), (x + dx, y), (x, y + dy)])
    return points.astype(np.float32)
