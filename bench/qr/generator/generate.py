"""Writes the pictures and their manifest."""

import argparse
import base64
import json
import os
import pathlib
import resource
import sys
import time
import zlib
from concurrent import futures

import cv2
import numpy as np

import picture as p
from browser import Browser
from classes import CLASSES, COUNTS, SLOW
from studio import Studio


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the folder for pictures and manifest")
    parser.add_argument("--seed", type=int, default=20261124, help="another seed gives other pictures of the same kinds")
    parser.add_argument("--count", type=int, default=40, help="pictures a class (a few classes have more)")
    parser.add_argument(
        "--class",
        dest="only",
        action="append",
        choices=list(CLASSES),
        metavar="CLASS",
        help="only this class; may be given again",
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "about.json").write_text(json.dumps({"seed": options.seed, "count": options.count}) + "\n")
    names = sorted(options.only or CLASSES, key=lambda name: name not in SLOW)
    with futures.ProcessPoolExecutor(min(options.jobs, len(names))) as pool:
        running = [
            pool.submit(make_class, name, round(options.count * COUNTS.get(name, 1)), options.seed, options.out) for name in names
        ]
        for done in futures.as_completed(running):
            print(done.result(), flush=True)
            join_manifests(options.out)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU time, browser included: {spent.ru_utime + spent.ru_stime:.0f} s")


def make_class(name, count, seed, out):
    """Makes one class with a browser of its own, and says how it went."""
    cv2.setNumThreads(1)
    began = time.time()
    (out / name).mkdir(exist_ok=True)
    for old in (out / name).iterdir():
        old.unlink()
    with Browser() as browser:
        studio = Studio(browser)
        lines = [make_one(studio, name, i, count, seed, out) for i in range(count)]
    (out / name / "manifest.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    lost = sum(any(c["bound"] > 1 for c in line["codes"]) for line in lines)
    return f"{name}: {count} pictures in {time.time() - began:.0f} s" + (
        f", {lost} beyond what a reader that knows the place gets" if lost else ""
    )


def join_manifests(out):
    """One manifest of what there is, anew after each class."""
    whole = "".join(part.read_text() for part in sorted(out.glob("*/manifest.jsonl")))
    (out / "manifest.jsonl").write_text(whole)


def make_one(studio, name, i, count, seed, out):
    half = "tune" if i % 2 == 0 else "test"
    rng = np.random.default_rng([seed, i % 2, zlib.crc32(name.encode()), i])
    strength = (i // 2 + 0.5) / max(1, (count + 1) // 2)
    studio.index = i
    made = CLASSES[name](studio, rng, float(strength))
    file = f"{name}/{i:03d}.{made.ext}"
    data = (
        made.data
        if made.data is not None
        else cv2.imencode(".png", made.shot.image, [cv2.IMWRITE_PNG_COMPRESSION, 3])[1].tobytes()
    )
    (out / file).write_bytes(data)
    final = made.shot.image
    if made.ext == "jpg" and made.shot.codes and not made.extra.get("bound_from_pixels"):
        final = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    codes = []
    for code in made.shot.codes:
        codes.append(
            {
                "payload": base64.b64encode(code.symbol.payload).decode(),
                "version": code.symbol.version,
                "ec": code.symbol.level,
                "mask": code.symbol.mask,
                "px": round(code.pixels_per_module, 3),
                "quad": [round(float(v), 2) for v in code.quad.reshape(-1)] if made.extra.get("placed", True) else None,
                "inverted": code.inverted,
                "mirrored": code.mirrored,
                "bound": round(p.bound(final, code), 3),
            }
        )
    others = {"others": [base64.b64encode(o).decode() for o in made.extra["others"]]} if "others" in made.extra else {}
    return {
        "file": file,
        "class": name,
        "half": half,
        "strength": round(float(strength), 3),
        "width": made.shot.size[0],
        "height": made.shot.size[1],
        "cause": made.cause,
        "page": made.extra.get("page", 1),
        "params": made.params,
        "codes": codes,
        **others,
    }


if __name__ == "__main__":
    sys.exit(main())
