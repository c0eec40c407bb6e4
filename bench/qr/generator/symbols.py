"""QR symbols: the module matrix of a payload, where each codeword lies, and the symbol drawn as SVG."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import segno
from segno import consts

LEVELS = {"L": consts.ERROR_LEVEL_L, "M": consts.ERROR_LEVEL_M, "Q": consts.ERROR_LEVEL_Q, "H": consts.ERROR_LEVEL_H}


@dataclass(frozen=True)
class Symbol:
    """One symbol: its payload bytes and its modules, True for dark, without the margin."""

    payload: bytes
    version: int
    level: str
    mask: int
    modules: np.ndarray

    @property
    def size(self):
        return self.modules.shape[0]


def encode(payload, level="M", version=None):
    """The symbol of `payload` as one byte segment; the smallest version that holds it unless one is given."""
    code = segno.make(payload, error=level.lower(), version=version, mode="byte", boost_error=False, micro=False)
    return _symbol(payload, code, level)


def encode_parts(payload, level, parts):
    """The symbols of `payload` cut into `parts` by structured append."""
    codes = segno.make_sequence(payload, error=level.lower(), mode="byte", boost_error=False, symbol_count=parts)
    return [_symbol(payload, code, level) for code in codes]


def _symbol(payload, code, level):
    modules = np.array([list(row) for row in code.matrix], dtype=bool)
    return Symbol(payload, code.version, level, code.mask, modules)


@lru_cache(maxsize=None)
def _codeword_of_module(version):
    """For each module the index of its codeword in the order of placement, or -1 for a function module."""
    n = 17 + 4 * version
    function = np.zeros((n, n), bool)
    function[:9, :9] = function[:9, n - 8 :] = function[n - 8 :, :9] = True
    function[6, :] = function[:, 6] = True
    if version >= 2:
        centres = consts.ALIGNMENT_POS[version - 2]
        for row in centres:
            for column in centres:
                near_finder = (row < 9 and column < 9) or (row < 9 and column > n - 9) or (row > n - 9 and column < 9)
                if not near_finder:
                    function[row - 2 : row + 3, column - 2 : column + 3] = True
    if version >= 7:
        function[:6, n - 11 : n - 8] = function[n - 11 : n - 8, :6] = True
    index = np.full((n, n), -1, int)
    bit, up, column = 0, True, n - 1
    while column > 0:
        if column == 6:
            column -= 1
        for step in range(n):
            row = n - 1 - step if up else step
            for c in (column, column - 1):
                if not function[row, c]:
                    index[row, c] = bit // 8
                    bit += 1
        up = not up
        column -= 2
    return index


@lru_cache(maxsize=None)
def _block_of_codeword(version, level):
    """For each codeword in the order of placement its block, and for each block how many errors it can mend."""
    blocks = []
    for group in consts.ECC[version][LEVELS[level]]:
        blocks += [(group.num_data, group.num_total)] * group.num_blocks
    order = []
    for i in range(max(data for data, _ in blocks)):
        order += [b for b, (data, _) in enumerate(blocks) if i < data]
    check = blocks[0][1] - blocks[0][0]
    order += [b for _ in range(check) for b in range(len(blocks))]
    return np.array(order), check // 2


def load(symbol, wrong):
    """The share of the error correction that the wrong modules use up, in the worst block: over 1 is beyond repair."""
    order, capacity = _block_of_codeword(symbol.version, symbol.level)
    index = _codeword_of_module(symbol.version)
    hit = np.unique(index[wrong & (index >= 0)])
    hit = hit[hit < len(order)]
    if len(hit) == 0:
        return 0.0
    return float(np.bincount(order[hit]).max() / capacity)


def svg(
    symbol,
    element_id,
    border=4,
    dark="#000",
    light="#fff",
    shape="square",
    eye="square",
    gap=0.0,
    gradient=None,
    logo=None,
    crisp=True,
):
    """The symbol as an SVG element with a viewBox in modules, margin included.

    `shape` is square, gap, dot, rounded (runs melt together) or bar (vertical runs); `eye` is square, round, circle
    or leaf; `gradient` a pair of colours from corner to corner; `logo` a fragment drawn over the middle.
    """
    n = symbol.size
    side = n + 2 * border
    parts = [
        f'<svg id="{element_id}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'style="display:block;width:100%;height:100%" shape-rendering="{"crispEdges" if crisp and shape == eye == "square" else "auto"}">'
    ]
    fill = dark
    if gradient:
        parts.append(
            f'<defs><linearGradient id="{element_id}g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="{side}" y2="{side}">'
            f'<stop offset="0" stop-color="{gradient[0]}"/><stop offset="1" stop-color="{gradient[1]}"/></linearGradient></defs>'
        )
        fill = f"url(#{element_id}g)"
    if light:
        parts.append(f'<rect width="{side}" height="{side}" fill="{light}"/>')
    parts.append(f'<g fill="{fill}">')
    plain_eyes = eye == "square"
    parts.append(_cells(symbol.modules, border, shape, gap, plain_eyes and shape == "square"))
    if not (plain_eyes and shape == "square"):
        for x, y in ((0, 0), (n - 7, 0), (0, n - 7)):
            parts.append(_eye(x + border, y + border, eye))
    parts.append("</g>")
    if logo:
        parts.append(logo)
    parts.append("</svg>")
    return "".join(parts)


def _cells(modules, border, shape, gap, with_eyes):
    n = modules.shape[0]
    body = modules.copy()
    if not with_eyes:
        body[:7, :7] = body[:7, n - 7 :] = body[n - 7 :, :7] = False
    out = []
    if shape == "square":
        path = []
        for y in range(n):
            x = 0
            while x < n:
                if body[y, x]:
                    end = x
                    while end < n and body[y, end]:
                        end += 1
                    path.append(f"M{x + border} {y + border}h{end - x}v1h{x - end}z")
                    x = end
                else:
                    x += 1
        return f'<path d="{"".join(path)}"/>'
    for y, x in zip(*np.nonzero(body)):
        px, py = x + border, y + border
        if shape == "dot":
            out.append(f'<circle cx="{px + .5}" cy="{py + .5}" r="{.5 - gap / 2:.3f}"/>')
        elif shape == "gap":
            out.append(f'<rect x="{px + gap / 2:.3f}" y="{py + gap / 2:.3f}" width="{1 - gap:.3f}" height="{1 - gap:.3f}"/>')
        else:
            out.append(_melted(body, x, y, px, py, shape, gap))
    return "".join(out)


def _melted(body, x, y, px, py, shape, gap):
    n = body.shape[0]

    def dark(dx, dy):
        return 0 <= x + dx < n and 0 <= y + dy < n and body[y + dy, x + dx]

    up, down = dark(0, -1), dark(0, 1)
    left, right = (dark(-1, 0), dark(1, 0)) if shape == "rounded" else (False, False)
    g = gap / 2
    x0, x1 = px + (0 if left else g), px + 1 - (0 if right else g)
    y0, y1 = py + (0 if up else g), py + 1 - (0 if down else g)
    r = 0.5 - g
    tl, tr = (0 if up or left else r), (0 if up or right else r)
    br, bl = (0 if down or right else r), (0 if down or left else r)
    return (
        f'<path d="M{x0 + tl:.3f} {y0:.3f}H{x1 - tr:.3f}a{tr} {tr} 0 0 1 {tr} {tr}V{y1 - br:.3f}a{br} {br} 0 0 1 -{br} {br}'
        f'H{x0 + bl:.3f}a{bl} {bl} 0 0 1 -{bl} -{bl}V{y0 + tl:.3f}a{tl} {tl} 0 0 1 {tl} -{tl}z"/>'
    )


def _eye(x, y, kind):
    def ring(inset, size, radius):
        return _round_rect(x + inset, y + inset, size, radius)

    radii = {"square": (0, 0, 0), "round": (2, 1.3, 0.8), "circle": (3.5, 2.5, 1.5), "leaf": (2.4, 1.6, 1)}[kind]
    if kind == "leaf":
        outer, inner, core = (_leaf(x, y, 7, radii[0]), _leaf(x + 1, y + 1, 5, radii[1]), _leaf(x + 2, y + 2, 3, radii[2]))
    else:
        outer, inner, core = ring(0, 7, radii[0]), ring(1, 5, radii[1]), ring(2, 3, radii[2])
    return f'<path fill-rule="evenodd" d="{outer}{inner}"/><path d="{core}"/>'


def _round_rect(x, y, s, r):
    return (
        f"M{x + r} {y}h{s - 2 * r}a{r} {r} 0 0 1 {r} {r}v{s - 2 * r}a{r} {r} 0 0 1 -{r} {r}"
        f"h-{s - 2 * r}a{r} {r} 0 0 1 -{r} -{r}v-{s - 2 * r}a{r} {r} 0 0 1 {r} -{r}z"
    )


def _leaf(x, y, s, r):
    return f"M{x} {y}h{s - r}a{r} {r} 0 0 1 {r} {r}v{s - r}h-{s - r}a{r} {r} 0 0 1 -{r} -{r}z"


def hidden_square(symbol, share):
    """The modules that a centred square of `share` of the side hides."""
    n = symbol.size
    half = math.ceil(n * share / 2)
    hidden = np.zeros((n, n), bool)
    mid = n // 2
    hidden[mid - half : mid + half + 1, mid - half : mid + half + 1] = True
    return hidden


def data_modules(symbol):
    """The modules that carry codewords."""
    return _codeword_of_module(symbol.version) >= 0
