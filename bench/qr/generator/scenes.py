"""Classes in which a camera looks at a screen or a sheet, or something lies on the code."""

import math

import cv2
import numpy as np

import degrade as d
import picture as p
from studio import Made, pick, span


SIZES = [(1080, 1920), (1600, 1200), (1200, 1600), (1920, 1080), (1440, 1080)]


def photo(studio, rng, px, tilt, blur_px, sigma, size, **options):
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
    return shot.with_image(image), dict(
        params, px=round(shot.codes[0].pixels_per_module, 2), blur=round(float(blur_px), 2), noise=round(float(sigma), 1), **seen
    )


def photo_screen(studio, rng, s):
    size = pick(rng, SIZES)
    px = span(8, 3.6, s)
    shot, params = photo(
        studio, rng, px, span(15, 38, s), rng.uniform(0.2, 0.3) * px, rng.uniform(2, 7), size, dark=bool(rng.random() < 0.25)
    )
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
    return Made(
        shot.with_image(image),
        dict(
            params,
            px=round(shot.codes[0].pixels_per_module, 2),
            yaw=round(yaw, 1),
            pitch=round(pitch, 1),
            roll=round(roll, 1),
            sampling=round(sampling, 2),
            q=q,
        ),
        d.jpeg_bytes(image, q),
        "jpg",
    )


def huge_photo(studio, rng, s):
    size = pick(rng, [(6000, 4000), (4000, 6000), (5712, 4284), (8160, 6120)])
    px = span(6, 3.4, s)

    shot, params = studio.one(rng, px=max(4.5, px * 1.2), dark=bool(rng.random() < 0.15), scale=1)
    shot = d.bezel(shot)
    zoom = px / shot.codes[0].pixels_per_module
    matrix, seen = d.aim(rng, shot, size, zoom, lambda: (rng.uniform(-14, 14), rng.uniform(-14, 14), rng.uniform(-20, 20)), 0.35)
    scene = cv2.resize(d.backdrop(rng, *(v // 4 for v in size)), size, interpolation=cv2.INTER_LINEAR)
    shot = d.photograph(shot, size, matrix, zoom, scene)
    params.update(seen)
    image = cv2.GaussianBlur(shot.image, (5, 5), 0.8)
    grain = rng.integers(-9, 10, (1024, 1024, 3)).astype(np.int16)
    tiled = np.tile(grain, (size[1] // 1024 + 1, size[0] // 1024 + 1, 1))[: size[1], : size[0]]
    image = cv2.add(image, tiled, dtype=cv2.CV_8U)
    q = int(rng.integers(70, 90))
    return Made(
        shot.with_image(image),
        dict(params, px=round(shot.codes[0].pixels_per_module, 2), mp=round(size[0] * size[1] / 1e6), q=q),
        d.jpeg_bytes(image, q),
        "jpg",
        extra={"bound_from_pixels": True},
    )


def print_curl(studio, rng, s):
    kind = pick(rng, ["cylinder", "wave", "fold"])
    size = pick(rng, [(1400, 1100), (1600, 1200), (1200, 1600)])
    px = float(rng.uniform(4.5, 7.5))
    amount = span(0.15, 0.7, s)

    shot, params = studio.one(rng, px=8.0, dark=False, layout="card", scale=1, window=(960, 700))
    shot = p.crop_round(shot, rng, 0.15, 0.55)
    shot = d.bend(shot, kind, amount, bool(rng.random() < 0.5), rng)
    matrix, seen = d.aim(
        rng, shot, size, px / 8.0, lambda: (rng.uniform(-14, 14), rng.uniform(-14, 14), rng.uniform(-25, 25)), 0.12
    )
    shot = d.photograph(shot, size, matrix, px / 8.0, d.backdrop(rng, *size))
    params.update(seen)
    blur_px = rng.uniform(0.6, 1.3)
    image = d.gaussian_noise(rng, d.gauss(shot.image, blur_px), rng.uniform(2, 5))
    q = int(rng.integers(60, 90))
    return Made(
        shot.with_image(image),
        dict(
            params,
            px=round(shot.codes[0].pixels_per_module, 2),
            kind=kind,
            amount=round(amount, 2),
            blur=round(float(blur_px), 2),
            q=q,
        ),
        d.jpeg_bytes(image, q),
        "jpg",
        cause="distorted",
    )


def cover(shot, rng, kind, side):
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
        image = image * (1 - soft) + soft * np.array([120, 150, 205]) * rng.uniform(0.5, 1.1)
    else:  # pen
        for _ in range(int(rng.integers(2, 5))):
            a = rng.uniform(0, np.pi)
            end = np.array([math.cos(a), math.sin(a)]) * size * rng.uniform(0.5, 1)
            colour = tuple(int(v) for v in rng.integers(0, 130, 3))
            canvas = np.ascontiguousarray(np.clip(image, 0, 255).astype(np.uint8))
            start, stop = middle - end / 2, middle + end / 2
            cv2.line(
                canvas,
                (int(start[0]), int(start[1])),
                (int(stop[0]), int(stop[1])),
                colour,
                max(1, int(side * size / 9)),
                cv2.LINE_AA,
            )
            image = canvas.astype(np.float32)
    return shot.with_image(np.clip(image, 0, 255).astype(np.uint8))


def occlusion(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(3.5, 8)), level=pick(rng, "MMQH"), dark=False)
    kind = pick(rng, ["glare", "sticker", "finger", "pen"])
    target, best = span(0.3, 0.95, s), None
    # Coverings of random place and size until one uses as much of the error correction as it should.
    for _ in range(40):
        side = rng.uniform(0.08, 0.45)
        tried = cover(shot, rng, kind, side)
        used = p.bound(tried.image, tried.codes[0], channels=False)
        if used <= 1 and (best is None or abs(used - target) < abs(best[0] - target)):
            best = used, tried, side
            if abs(used - target) < 0.12:
                break
    if best is None:
        return occlusion(studio, rng, s)
    used, shot, side = best
    q = int(rng.integers(75, 95))
    return Made(
        shot,
        dict(params, kind=kind, side=round(float(side), 2), ecc_used=round(used, 2), q=q),
        d.jpeg_bytes(shot.image, q),
        "jpg",
        cause="covered",
    )
