"""Classes in which a good picture is cut, turned, scaled, compressed, blurred, or badly lit."""

import math

import cv2
import numpy as np

import degrade as d
import picture as p
from studio import Made, pick, SMALL_WINDOWS, span


def tight_crop(studio, rng, s):
    shot, params = studio.one(rng, window=pick(rng, SMALL_WINDOWS), scale=1, px=float(rng.uniform(2.6, 8)), border=4, dark=False)
    q, px = shot.codes[0].quad, shot.codes[0].pixels_per_module
    margins = rng.uniform(0, span(1.6, 0.1, s), 4) * px
    lo, hi = q.min(0), q.max(0)
    shot = p.crop(
        shot,
        math.floor(lo[0] - margins[0]),
        math.floor(lo[1] - margins[1]),
        math.ceil(hi[0] + margins[2]),
        math.ceil(hi[1] + margins[3]),
    )
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


def downscaled(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(4, 8)), dark=False)
    target = span(2.2, 1.3, s)
    name, how = pick(
        rng, [("area", cv2.INTER_AREA), ("linear", cv2.INTER_LINEAR), ("cubic", cv2.INTER_CUBIC), ("lanczos", cv2.INTER_LANCZOS4)]
    )
    if name != "area":  # a viewer's scaler: smooth, then sample
        factor = target / params["px"]
        shot = shot.with_image(d.gauss(shot.image, 0.38 / factor))
    shot = p.resize(shot, target / params["px"], how)
    return Made(shot, dict(params, px=round(shot.codes[0].pixels_per_module, 2), interp=name), cause="too-small")


def jpeg(studio, rng, s):
    shot, params = studio.one(rng, px=float(rng.uniform(2.6, 5)))
    q = int(round(span(45, 6, s)))
    return Made(shot, dict(params, q=q), d.jpeg_bytes(shot.image, q), "jpg")


def messenger(studio, rng, s):
    shot, params = studio.one(
        rng, px=float(rng.uniform(3, 6)), scale=2, window=pick(rng, [(1280, 800), (1024, 768), (1440, 900)])
    )
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
    return Made(
        image,
        dict(params, px=round(image.codes[0].pixels_per_module, 2), chain=chain),
        d.jpeg_bytes(image.image, chain[-1][1]),
        "jpg",
        cause="too-small|blurred",
    )


def mirrored(studio, rng, s):
    shot, params = studio.one(rng, px=span(7, 2.8, s))
    shot = p.mirror(shot)
    turned = bool(rng.random() < 0.4)
    return Made(p.invert(shot) if turned else shot, dict(params, inverted=turned))


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
    return Made(
        shot.with_image(image),
        dict(params, kind=kind, amount=round(amount, 2), q=q),
        d.jpeg_bytes(image, q),
        "jpg",
        cause="blurred",
    )


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
    shot, params = studio.one(
        rng, px=float(rng.uniform(3, 7)), draw=dict(dark=f"rgb({fg},{fg},{fg})", light=f"rgb({bg},{bg},{bg})"), scale=1
    )
    sigma = round(float(rng.uniform(0, 0.22)) * difference, 2)
    return Made(
        shot.with_image(d.gaussian_noise(rng, shot.image, sigma)), dict(params, fg=fg, bg=bg, noise=sigma), cause="low-contrast"
    )


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
        centre = shot.codes[0].quad.mean(0) + rng.uniform(-0.4, 0.4, 2) * params["px"] * shot.codes[0].symbol.size
        r = np.hypot(x - centre[0], y - centre[1]) / (params["px"] * shot.codes[0].symbol.size * rng.uniform(0.5, 0.9))
        factor = low + (1 - low) * np.exp(-(r**2))
        if kind == "vignette":
            factor = 1 - (1 - low) * np.exp(-(r**2))
    else:
        q = shot.codes[0].quad.mean(0)
        a = rng.uniform(0, 2 * np.pi)
        side = (x - q[0]) * math.cos(a) + (y - q[1]) * math.sin(a)
        factor = np.where(side > rng.uniform(-0.25, 0.25) * params["px"] * shot.codes[0].symbol.size, low, 1).astype(np.float32)
        factor = cv2.GaussianBlur(factor, (0, 0), span(12, 1.5, rng.random()))
    shot = d.shade(shot, factor)
    image = d.gaussian_noise(rng, shot.image, rng.uniform(1, 4))
    q = int(rng.integers(70, 93))
    return Made(shot.with_image(image), dict(params, kind=kind, lo=round(low, 2), q=q), d.jpeg_bytes(image, q), "jpg")
