"""Two or three troubles at once."""

import degrade as d
import payloads
import picture as p
import symbols
from drawn import COLOURS, draw_logo
from scenes import photo, SIZES
from studio import Made, pick, span


def combo(studio, rng, s):
    kind = pick(
        rng,
        [
            "dark_photo",
            "styled_messenger",
            "no_quiet_tilt",
            "low_noise_jpeg",
            "small_blur_jpeg",
            "logo_photo",
            "inverted_downscaled",
            "colour_shadow",
        ],
    )
    if kind == "dark_photo":
        size = pick(rng, SIZES)
        shot, params = photo(
            studio,
            rng,
            span(7, 4, s),
            span(10, 28, s),
            1.0,
            6,
            size,
            dark=True,
            inverted=True,
            draw=dict(dark="#e6edf3", light="#0d1117"),
        )
        q = int(span(80, 50, s))
        return Made(shot, dict(params, kind=kind, q=q), d.jpeg_bytes(shot.image, q), "jpg")
    if kind == "styled_messenger":
        shot, params = studio.one(
            rng, px=5.0, scale=2, draw=dict(shape="dot", gap=round(span(0.1, 0.3, s), 2), eye="round"), window=(1024, 768)
        )
        shot = p.resize(shot, span(2.8, 2.0, s) / shot.codes[0].pixels_per_module)
        q = int(span(70, 35, s))
        image = d.jpeg(shot.image, q)
        return Made(
            shot, dict(params, kind=kind, q=q, px=round(shot.codes[0].pixels_per_module, 2)), d.jpeg_bytes(image, q + 5), "jpg"
        )
    if kind == "no_quiet_tilt":
        ground = pick(rng, ["#222", "#444", "#101418"])
        size = pick(rng, SIZES)
        css = f"html,body,.panel{{background:{ground}!important;color:#ddd}}"
        shot, params = photo(studio, rng, span(7, 4.2, s), span(8, 22, s), 0.9, 4, size, dark=True, border=0, extra_css=css)
        return Made(shot, dict(params, kind=kind, ground=ground, q=80), d.jpeg_bytes(shot.image, 80), "jpg")
    if kind == "low_noise_jpeg":
        shot, params = studio.one(
            rng, px=float(rng.uniform(4, 7)), draw=dict(dark="#777", light=pick(rng, ["#999", "#a5a5a5"])), dark=False
        )
        image = d.gaussian_noise(rng, shot.image, span(4, 9, s))
        q = int(span(80, 55, s))
        return Made(
            shot.with_image(image), dict(params, kind=kind, q=q), d.jpeg_bytes(image, q), "jpg", cause="low-contrast|noisy"
        )
    if kind == "small_blur_jpeg":
        shot, params = studio.one(rng, px=float(rng.uniform(4, 6)), dark=False)
        shot = p.resize(shot, span(2.6, 1.9, s) / shot.codes[0].pixels_per_module)
        image = d.gauss(shot.image, span(0.3, 0.45, s) * shot.codes[0].pixels_per_module)
        q = int(span(80, 55, s))
        return Made(
            shot.with_image(image),
            dict(params, kind=kind, q=q, px=round(shot.codes[0].pixels_per_module, 2)),
            d.jpeg_bytes(image, q),
            "jpg",
            cause="blurred|too-small",
        )
    if kind == "logo_photo":
        payload, border = payloads.key_uri(rng), 4
        symbol = symbols.encode(payload, "H")
        style = dict(logo=draw_logo(rng, symbol, border, span(0.15, 0.24, s)))
        size = pick(rng, SIZES)
        shot, params = photo(
            studio, rng, span(7, 4.5, s), 20, 0.9, 4, size, payload=payload, level="H", border=border, draw=style
        )
        return Made(shot, dict(params, kind=kind, q=75), d.jpeg_bytes(shot.image, 75), "jpg")
    if kind == "inverted_downscaled":
        shot, params = studio.one(rng, px=6.0, dark=True, inverted=True, draw=dict(dark="#eee", light="#111"))
        shot = p.resize(shot, span(2.4, 1.6, s) / shot.codes[0].pixels_per_module)
        return Made(shot, dict(params, kind=kind, px=round(shot.codes[0].pixels_per_module, 2)), cause="too-small")
    dark, light = pick(rng, COLOURS[:8])
    shot, params = studio.one(rng, px=float(rng.uniform(4, 7)), dark=False, draw=dict(dark=dark, light=light))
    shot = p.crop_round(shot, rng, 0.2, 0.6)
    field = d.smooth_field(rng, *shot.size, 2)
    shot = d.shade(shot, span(0.5, 0.2, s) + (1 - span(0.5, 0.2, s)) * field)
    return Made(shot, dict(params, kind=kind, fg=dark, bg=light, q=80), d.jpeg_bytes(shot.image, 80), "jpg")
