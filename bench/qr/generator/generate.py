"""Writes the pictures and their manifest."""

import argparse
import base64
import json
import pathlib
import sys
import time
import zlib

import cv2
import numpy as np

import picture as p
from browser import Browser
from beyond import beyond
from negatives import negative
from recipes import CLASSES, Studio

ALL = dict(CLASSES, negative=negative, beyond=beyond)
COUNTS = {"negative": 6, "beyond": 4, "formats": 1.55}

SCHEMA = "one JSON object a line"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--class", dest="only", action="append")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    names = options.only or list(ALL)
    with Browser() as browser:
        studio = Studio(browser)
        for name in names:
            began = time.time()
            lines = []
            (out / name).mkdir(exist_ok=True)
            count = round(options.count * COUNTS.get(name, 1))
            for i in range(count):
                lines.append(make_one(studio, name, i, count, options.seed, out))
            (out / name / "manifest.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
            bad = [f"{line['file']}:{max(c['bound'] for c in line['codes']):.1f}" for line in lines if any(c["bound"] > 1 for c in line["codes"])]
            print(f"{name}: {len(lines)} in {time.time() - began:.0f} s; beyond the bound: {len(bad)} {' '.join(bad[:12])}", flush=True)
            join_manifests(out)


def join_manifests(out):
    """One manifest of what there is, anew after each class."""
    whole = "".join(part.read_text() for part in sorted(out.glob("*/manifest.jsonl")))
    (out / "manifest.jsonl").write_text(whole)


def make_one(studio, name, i, count, seed, out):
    half = "tune" if i % 2 == 0 else "test"
    rng = np.random.default_rng([seed, i % 2, zlib.crc32(name.encode()), i])
    strength = (i // 2 + 0.5) / max(1, (count + 1) // 2)
    studio.index = i
    made = ALL[name](studio, rng, float(strength))
    file = f"{name}/{i:03d}.{made.ext}"
    data = made.data if made.data is not None else cv2.imencode(".png", made.shot.image, [cv2.IMWRITE_PNG_COMPRESSION, 3])[1].tobytes()
    (out / file).write_bytes(data)
    final = made.shot.image
    if made.ext == "jpg" and made.shot.codes and not made.extra.get("bound_from_pixels"):
        final = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    codes = []
    for code in made.shot.codes:
        codes.append({"payload": base64.b64encode(code.symbol.payload).decode(), "version": code.symbol.version, "ec": code.symbol.level, "mask": code.symbol.mask,
                      "px": round(code.pixels_per_module, 3), "quad": [round(float(v), 2) for v in code.quad.reshape(-1)] if made.extra.get("placed", True) else None, "inverted": code.inverted, "mirrored": code.mirrored,
                      "bound": round(p.bound(final, code), 3)})
    return {"file": file, "class": name, "half": half, "strength": round(float(strength), 3), "width": made.shot.size[0], "height": made.shot.size[1], "cause": made.cause, "page": made.extra.get("page", 1), "params": made.params, "codes": codes}


if __name__ == "__main__":
    sys.exit(main())
