"""A picture with what is known of the codes in it: every degradation moves the pixels and the truth together.

Coordinates are pixels from the top left, the middle of the first pixel at (0.5, 0.5). Each code carries the lattice of its
module corners, (n+1) x (n+1) x 2, in the order of the symbol's own rows and columns.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np

from symbols import Symbol, load


@dataclass
class Code:
    symbol: Symbol
    lattice: np.ndarray
    inverted: bool = False
    mirrored: bool = False
    hidden: np.ndarray = None  # modules that something lies on

    @property
    def quad(self):
        n = self.symbol.size
        return np.array([self.lattice[0, 0], self.lattice[0, n], self.lattice[n, n], self.lattice[n, 0]])

    @property
    def pixels_per_module(self):
        """The square root of the mean module area."""
        q = self.quad
        area = 0.5 * abs(np.sum(q[:, 0] * np.roll(q[:, 1], -1) - q[:, 1] * np.roll(q[:, 0], -1)))
        return float(np.sqrt(area) / self.symbol.size)


@dataclass
class Shot:
    """The pixels (BGR, 8 bit) and the codes."""

    image: np.ndarray
    codes: list = field(default_factory=list)

    @property
    def size(self):
        return self.image.shape[1], self.image.shape[0]

    def map(self, image, points):
        """A new shot whose lattices went through `points` (an (k, 2) array to the same)."""
        moved = [
            Code(c.symbol, points(c.lattice.reshape(-1, 2)).reshape(c.lattice.shape), c.inverted, c.mirrored, c.hidden)
            for c in self.codes
        ]
        return Shot(image, moved)

    def with_image(self, image):
        return Shot(image, self.codes)


def shot_of(png, boxes, symbols, border, inverted=False):
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    borders = border if isinstance(border, list) else [border] * len(symbols)
    codes = []
    for box, symbol, margin in zip(boxes, symbols, borders):
        x, y, w, h = box
        module = w / (symbol.size + 2 * margin)
        steps = np.arange(symbol.size + 1) + margin
        gx, gy = np.meshgrid(x + steps * module, y + steps * h / (symbol.size + 2 * margin))
        codes.append(Code(symbol, np.dstack([gx, gy]), inverted))
    return Shot(image, codes)


def crop(shot, x0, y0, x1, y1):
    w, h = shot.size
    x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(w, int(x1)), min(h, int(y1))
    return shot.map(shot.image[y0:y1, x0:x1].copy(), lambda p: p - [x0, y0])


def crop_round(shot, rng, least, most, code=0):
    """The code with a random surrounding of `least` to `most` of its side on each side."""
    q = shot.codes[code].quad
    lo, hi = q.min(0), q.max(0)
    side = (hi - lo).max()
    m = rng.uniform(least, most, 4) * side
    return crop(shot, lo[0] - m[0], lo[1] - m[1], hi[0] + m[2], hi[1] + m[3])


def resize(shot, factor, interpolation=cv2.INTER_AREA):
    w, h = shot.size
    nw, nh = max(8, round(w * factor)), max(8, round(h * factor))
    image = cv2.resize(shot.image, (nw, nh), interpolation=interpolation)
    return shot.map(image, lambda p: p * [nw / w, nh / h])


def homography(shot, matrix, size, background=None, interpolation=cv2.INTER_LINEAR, border=(255, 255, 255)):
    """The picture through a 3x3 matrix (in our coordinates), on `background` where that is given."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    inner = np.linalg.inv(half) @ matrix @ half
    image = cv2.warpPerspective(shot.image, inner, size, flags=interpolation, borderMode=cv2.BORDER_CONSTANT, borderValue=border)
    if background is not None:
        cover = cv2.warpPerspective(np.full(shot.image.shape[:2], 255, np.uint8), inner, size, flags=cv2.INTER_LINEAR)
        alpha = cover[..., None].astype(np.float32) / 255
        image = (image * alpha + background * (1 - alpha)).astype(np.uint8)
    return shot.map(image, lambda p: cv2.perspectiveTransform(p[None].astype(np.float64), matrix)[0])


def mirror(shot):
    w, _ = shot.size
    out = shot.map(shot.image[:, ::-1].copy(), lambda p: np.stack([w - p[:, 0], p[:, 1]], 1))
    for code in out.codes:
        code.mirrored = not code.mirrored
    return out


def invert(shot):
    out = Shot(255 - shot.image, [Code(c.symbol, c.lattice, not c.inverted, c.mirrored, c.hidden) for c in shot.codes])
    return out


def module_means(grey, code, core=0.6, samples=5):
    """The mean grey of the middle of each module."""
    n = code.symbol.size
    lat = code.lattice
    total = np.zeros((n, n))
    offsets = np.linspace(0.5 - core / 2, 0.5 + core / 2, samples)
    for v in offsets:
        for u in offsets:
            p = lat[:-1, :-1] * (1 - u) * (1 - v) + lat[:-1, 1:] * u * (1 - v) + lat[1:, :-1] * (1 - u) * v + lat[1:, 1:] * u * v
            total += cv2.remap(
                grey,
                (p[..., 0] - 0.5).astype(np.float32),
                (p[..., 1] - 0.5).astype(np.float32),
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            )
    return total / samples**2


def bound(image, code, channels=True):
    """The least share of the error correction that a reader who knows the place uses: at most 1 is readable in principle.

    Tried: grey and single channels; a threshold on the module grid, global or local; neighbour cancellation at a few strengths.
    """
    views = [cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)]
    if channels:
        views += [image[..., i] for i in range(3)]
    best = 9.0
    for view in views:
        means = module_means(view.astype(np.float32), code)
        for bleed in (0, 0.04, 0.08, 0.11, 0.14):
            sharp = means
            for _ in range(6 if bleed else 0):
                sharp = sharp + means - (1 - 4 * bleed) * sharp - bleed * _neighbours(sharp)
            for threshold in _thresholds(sharp):
                dark = sharp < threshold if not code.inverted else sharp > threshold
                wrong = dark != code.symbol.modules
                best = min(best, load(code.symbol, wrong))
            if best == 0:
                return 0.0
    return best


def _neighbours(values):
    padded = np.pad(values, 1, mode="edge")
    return padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]


def _thresholds(values):
    otsu, _ = cv2.threshold(
        np.clip((values - values.min()) / max(1e-6, np.ptp(values)) * 255, 0, 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU
    )
    yield otsu / 255 * np.ptp(values) + values.min()
    yield cv2.blur(values, (9, 9), borderType=cv2.BORDER_REFLECT)
    yield cv2.blur(values, (5, 5), borderType=cv2.BORDER_REFLECT)
    yield (cv2.dilate(values, np.ones((7, 7))) + cv2.erode(values, np.ones((7, 7)))) / 2
