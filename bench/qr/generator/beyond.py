"""Codes that nobody can read, with the one true cause: what the diagnosis is held against. Not part of any recall."""

import base64
import subprocess

import cv2
import numpy as np
import segno

import degrade as d
import pages
import payloads
import picture as p
import symbols
from scenes import cover
from studio import SMALL_WINDOWS, Made, pick, span

CAUSES = [
    "too-small",
    "blurred",
    "cut-off",
    "covered",
    "low-contrast",
    "noisy",
    "distorted",
    "other-symbology",
    "parts-missing",
    "damaged-picture",
]


def beyond(studio, rng, s):
    cause = CAUSES[studio.index // 2 % len(CAUSES)]
    strength = float(rng.random())
    for _ in range(25):
        made = globals()["_" + cause.replace("-", "_")](studio, rng, strength)
        made.cause = cause
        final = made.shot.image
        if cause in ("other-symbology", "parts-missing", "damaged-picture") or all(
            p.bound(final, c) > 1.25 for c in made.shot.codes
        ):
            return made
        strength = min(1.6, strength + 0.12)
    raise RuntimeError(f"{cause}: could not be made bad enough")


def _plain(studio, rng, low=3, high=7, **options):
    return studio.one(rng, px=float(rng.uniform(low, high)), dark=False, scale=1, window=pick(rng, SMALL_WINDOWS), **options)


def _too_small(studio, rng, s):
    shot, params = _plain(studio, rng, 4, 6)
    shot = p.resize(shot, span(1.0, 0.6, s) / params["px"])
    return Made(shot, dict(params, px=round(shot.codes[0].pixels_per_module, 2)))


def _blurred(studio, rng, s):
    shot, params = _plain(studio, rng)
    px = shot.codes[0].pixels_per_module
    amount = span(1.0, 2.2, s)
    image = d.gauss(shot.image, amount * px) if rng.random() < 0.6 else d.disc(shot.image, 1.7 * amount * px)
    return Made(shot.with_image(image), dict(params, amount=round(amount, 2)), d.jpeg_bytes(image, 85), "jpg")


def _cut_off(studio, rng, s):
    shot, params = _plain(studio, rng)
    q = shot.codes[0].quad
    lo, hi = q.min(0), q.max(0)
    side = hi - lo
    room = rng.uniform(0.1, 0.6, 4) * side[0]
    box = [lo[0] - room[0], lo[1] - room[1], hi[0] + room[2], hi[1] + room[3]]
    names = ["left", "top", "right", "bottom"]
    first = int(rng.integers(4))
    cut = [first] if rng.random() < 0.7 else [first, (first + 1) % 4]
    share = span(0.15, 0.5, s)
    for edge in cut:
        box[edge] = (lo if edge < 2 else hi)[edge % 2] + (share if edge < 2 else -share) * side[edge % 2]
    return Made(p.crop(shot, *box), dict(params, share=round(float(share), 2), sides=[names[e] for e in cut]))


def _covered(studio, rng, s):
    shot, params = _plain(studio, rng, 4, 8)
    kind = pick(rng, ["glare", "sticker", "finger"])
    share = span(0.35, 0.75, s)
    shot = cover(shot, rng, kind, share)
    return Made(shot, dict(params, kind=kind, side=round(share, 2)), d.jpeg_bytes(shot.image, 88), "jpg")


def _low_contrast(studio, rng, s):
    mid, levels = int(rng.integers(60, 190)), int(rng.integers(2, 5))
    shot, params = _plain(
        studio,
        rng,
        3,
        4,
        draw=dict(dark=f"rgb({mid},{mid},{mid})", light=f"rgb({mid + levels},{mid + levels},{mid + levels})"),
        manual=" ",
    )
    sigma = span(1.5, 4, s) * levels
    image = d.gaussian_noise(rng, shot.image, sigma)
    return Made(shot.with_image(image), dict(params, levels=levels, noise=round(sigma, 1)))


def _noisy(studio, rng, s):
    shot, params = _plain(studio, rng, 3, 4.5)
    if rng.random() < 0.5:
        amount = span(230, 420, s)
        image = d.gaussian_noise(rng, shot.image, amount)
    else:
        amount = span(0.7, 0.92, s)
        image = d.salt_and_pepper(rng, shot.image, amount)
    return Made(shot.with_image(image), dict(params, amount=round(amount, 2)))


def _distorted(studio, rng, s):
    shot, params = _plain(studio, rng, 7, 8, layout="card")
    shot = p.crop_round(shot, rng, 0.15, 0.4)
    steep = rng.random() < 0.5
    if not steep:
        shot = d.bend(shot, pick(rng, ["cylinder", "wave"]), span(1.05, 1.5, s), bool(rng.random() < 0.5), rng)
    angle = float(span(68, 80, s)) if steep else float(rng.uniform(25, 45))
    turned = rng.random() < 0.5
    matrix, seen = d.aim(
        rng, shot, (1400, 1100), 0.6, lambda: (angle if turned else 0, 0 if turned else angle, rng.uniform(-15, 15)), 0.12
    )
    shot = d.photograph(shot, (1400, 1100), matrix, 0.6, d.backdrop(rng, 1400, 1100))
    return Made(shot, dict(params, kind="steep" if steep else "bent", **seen), d.jpeg_bytes(shot.image, 80), "jpg")


OTHERS = {"Micro QR": None, "Data Matrix": "71", "Aztec": "92", "PDF417": "55", "Code 128": "20"}


def _other_symbology(studio, rng, s):
    name = list(OTHERS)[studio.index // 2 // len(CAUSES) % len(OTHERS)]
    if OTHERS[name] is None:
        code = segno.make_micro(str(int(rng.integers(1e5, 1e9))))
        modules = np.array([list(r) for r in code.matrix], bool)
        symbol = symbols.Symbol(b"", 1, "L", 0, modules)
        drawing = symbols.svg(symbol, "q0", 4)
        size = modules.shape[0] * 9
        element = pages.box(drawing, size)
    else:
        text = (
            payloads.key_uri(rng)
            .decode("utf-8", "replace")
            .encode("ascii", "ignore")
            .decode()[: 60 if name == "Code 128" else 200]
        )
        png = subprocess.run(
            [
                "zint",
                "--direct",
                "--filetype=PNG",
                f"--barcode={OTHERS[name]}",
                "--scale=2",
                f"--data={text}",
                "--vwhitesp=4",
                "-w",
                "4",
            ],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ).stdout
        element = f'<img style="max-width:100%" src="data:image/png;base64,{base64.b64encode(png).decode()}">'
    page = pages.page(rng, [element], 1280, 900, 1, dark=False, layout=pick(rng, ["card", "steps", "split"]))
    page.ids = []
    shot = studio.shoot(page, [], 4)
    return Made(shot, dict(page.params, symbology=name))


def _parts_missing(studio, rng, s):
    total = int(rng.integers(2, 6))
    syms = symbols.encode_parts(payloads.migration_uri(rng, 4), "M", total)
    gone = sorted(rng.choice(total, int(rng.integers(1, total)), replace=False).tolist())
    kept = [x for i, x in enumerate(syms) if i not in gone]
    elements = [pages.box(symbols.svg(x, f"q{i}", 4), (x.size + 8) * 4) for i, x in enumerate(kept)]
    page = pages.page(rng, elements, 1280, 1200, 1, dark=False, layout=pick(rng, ["steps", "split", "card"]))
    page.ids = []
    shot = studio.shoot(page, [], 4)
    return Made(shot, dict(page.params, total=total, missing=[g + 1 for g in gone]))


def _damaged_picture(studio, rng, s):
    shot, params = _plain(studio, rng, layout="card")
    kind = pick(rng, ["png", "jpg"])
    data = d.jpeg_bytes(shot.image, 85) if kind == "jpg" else cv2.imencode(".png", shot.image)[1].tobytes()
    keep = rng.uniform(0.02, 0.2)  # breaks off before the code is reached
    return Made(
        p.Shot(shot.image, []),
        dict(params, keep=round(float(keep), 3)),
        data[: int(len(data) * keep)],
        kind,
        extra={"others": [shot.codes[0].symbol.payload]},
    )
