"""Classes about kinds of file."""

import fileformats
import picture as p
from studio import Made, pick, SMALL_WINDOWS


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
    return Made(
        shot,
        dict(params, fmt=kind),
        data,
        ext,
        extra={"placed": ext != "pdf", "page": 2 if "second_page" in kind else 1, "bound_from_pixels": True},
    )


def heic_avif(studio, rng, s):
    kind = ["heic", "avif"][studio.index // 2 % 2]
    shot, params = studio.one(rng, px=float(rng.uniform(3, 6)), dark=False, scale=1, window=pick(rng, SMALL_WINDOWS))
    return Made(
        shot,
        dict(params, fmt=kind),
        fileformats.high_efficiency(shot.image, kind),
        kind,
        cause="unsupported-picture",
        extra={"bound_from_pixels": True},
    )
