"""Classes that differ in how the page and the code in it are drawn."""

import numpy as np

import pages
import payloads
import symbols
from studio import Made, pick, span


def clean_light(studio, rng, s):
    shot, params = studio.one(rng, px=span(8, 2.4, s), dark=False)
    return Made(shot, params)


def dark_inverted(studio, rng, s):
    fg, bg = pick(
        rng,
        [
            ("#fff", "#000"),
            ("#e6edf3", "#0d1117"),
            ("#9fe870", "#163300"),
            ("#ffd60a", "#1d1a05"),
            ("#c9d1ff", "#20204a"),
            ("#bbb", "#333"),
        ],
    )
    shot, params = studio.one(
        rng, px=span(8, 2.6, s), dark=True, draw=dict(dark=fg, light=bg), inverted=True, border=pick(rng, [4, 4, 2, 1])
    )
    return Made(shot, dict(params, fg=fg, bg=bg))


def styled_dots(studio, rng, s):
    shape = pick(rng, ["dot", "gap"])
    gap = round(span(0.05, 0.42 if shape == "gap" else 0.36, s), 2)
    eye = pick(rng, ["square", "round", "circle", "leaf"])
    shot, params = studio.one(
        rng, px=float(rng.uniform(3.5, 9)), draw=dict(shape=shape, gap=gap, eye=eye), border=pick(rng, [4, 4, 2, 1])
    )
    return Made(shot, dict(params, shape=shape, gap=gap, eye=eye))


def styled_rounded(studio, rng, s):
    shape = pick(rng, ["rounded", "bar"])
    gap = round(span(0, 0.3, s), 2)
    eye = pick(rng, ["round", "circle", "leaf"])
    shot, params = studio.one(
        rng, px=span(8, 3, rng.random()), draw=dict(shape=shape, gap=gap, eye=eye), border=pick(rng, [4, 2, 1])
    )
    return Made(shot, dict(params, shape=shape, gap=gap, eye=eye))


COLOURS = [
    ("#003b8e", "#ffffff"),
    ("#22aa22", "#ddffdd"),
    ("#d3122a", "#ffe9e9"),
    ("#444444", "#cccccc"),
    ("#7a3cff", "#ffd1f3"),
    ("#b36b00", "#fff0c9"),
    ("#ee4400", "#ffff66"),
    ("#008c8c", "#aaffff"),
    ("#c000a0", "#40e0ff"),
    ("#e00000", "#00b8a0"),
    ("#3355ff", "#ff9a66"),
    ("#2b8a3e", "#ff6b6b"),
    ("#9c36b5", "#66d9e8"),
    ("#1971c2", "#c0eb75"),
    ("#d9480f", "#74c0fc"),
]


def styled_color(studio, rng, s):
    dark, light = COLOURS[min(len(COLOURS) - 1, int(s * len(COLOURS)))]
    second = None
    if rng.random() < 0.5:
        second = (dark, pick(rng, ["#101040", "#3a0030", "#003a20", "#777777", "#5c7cfa", "#c2255c"]))
    shot, params = studio.one(rng, px=float(rng.uniform(3, 8)), draw=dict(dark=dark, light=light, gradient=second))
    return Made(shot, dict(params, fg=dark, bg=light, grad=second))


def draw_logo(rng, symbol, border, share):
    n = symbol.size
    mid, half = border + n / 2, n * share / 2
    colour = pick(rng, ["#e4002b", "#1a73e8", "#00a86b", "#111", "#ff9f0a"])
    letter = pick(rng, list("ABGKNWXÖ"))
    plate = (
        f'<rect x="{mid - half}" y="{mid - half}" width="{2 * half}" height="{2 * half}" rx="{half * .3:.2f}" fill="#fff"/>'
        if rng.random() < 0.7
        else ""
    )
    r = half * 0.85
    body = pick(
        rng,
        [
            f'<circle cx="{mid}" cy="{mid}" r="{r:.2f}" fill="{colour}"/>',
            f'<rect x="{mid - r:.2f}" y="{mid - r:.2f}" width="{2 * r:.2f}" height="{2 * r:.2f}" fill="{colour}"/>',
        ],
    )
    return (
        plate
        + body
        + f'<text x="{mid}" y="{mid + r * .38:.2f}" font-size="{r * 1.1:.2f}" font-weight="700" text-anchor="middle" fill="#fff" font-family="Noto Sans">{letter}</text>'
    )


def logo(studio, rng, s):
    payload, level, border = payloads.key_uri(rng), pick(rng, "MQHHH"), pick(rng, [4, 4, 2])
    symbol = symbols.encode(payload, level)
    share = span(0.16, 0.5, s)
    # As large as asked for, but never over what the code can spare (every hidden module counted as lost).
    while symbols.load(symbol, symbols.hidden_square(symbol, share)) > span(0.5, 0.95, s) and share > 0.08:
        share -= 0.01
    style = dict(logo=draw_logo(rng, symbol, border, share))
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
        size = (symbol.size + 8) * px * float(rng.uniform(0.75, 1.3)) / scale
        elements.append(pages.box(symbols.svg(symbol, f"q{i}", 4, crisp=False), round(size, 1)))
    page = pages.page(
        rng, elements, 1280, 1500, scale, layout=layout, dark=bool(rng.random() < 0.2), ids=[f"q{i}" for i in range(k)]
    )
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
    shot, params = studio.one(
        rng,
        px=span(7, 3, s),
        border=margin,
        dark=kind == "ground",
        frame=frame,
        extra_css=css,
        layout="dense" if kind == "text" else None,
    )
    return Made(shot, dict(params, kind=kind, ground=ground), cause="no-margin")


def dense(studio, rng, s):
    shot, params = studio.one(rng, px=span(5, 2.5, s), border=pick(rng, [4, 2]), layout="dense", dark=False, scale=1)
    return Made(shot, params)


def migration_qr(studio, rng, s):
    accounts = int(round(span(2, 10, s)))
    shot, params = studio.one(
        rng,
        px=span(5.5, 2.8, rng.random()),
        payload=payloads.migration_uri(rng, accounts),
        level=pick(rng, "LLM"),
        border=pick(rng, [4, 2]),
    )
    return Made(shot, dict(params, accounts=accounts))


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
