#!/usr/bin/env python3
"""Makes brands.tsv out of the npm package simple-icons: unpack it, then `pick.py PACKAGE > brands.tsv`.

Takes the marks named in marks.txt (a slug, then further names that issuers go by), and none that the set
names a licence of its own for."""
import json
import pathlib
import re
import sys

package = pathlib.Path(sys.argv[1])
icons = json.loads((package / "data" / "simple-icons.json").read_text(encoding="utf-8"))


def slug(icon):
    given = icon.get("slug")
    plain = icon["title"].lower().replace("+", "plus").replace(".", "dot").replace("&", "and")
    return given or re.sub(r"[^a-z0-9]", "", plain)


by_slug = {slug(icon): icon for icon in icons}
for line in sorted((pathlib.Path(__file__).parent / "marks.txt").read_text(encoding="utf-8").splitlines()):
    words = [word.strip() for word in line.split("|")]
    icon = by_slug.get(words[0])
    if icon is None or "license" in icon:
        print("left out:", words[0], file=sys.stderr)
        continue
    svg = (package / "icons" / (words[0] + ".svg")).read_text(encoding="utf-8")
    path = re.search(r' d="([^"]+)"', svg).group(1)
    names = [icon["title"]] + icon.get("aliases", {}).get("aka", []) + words[1:]
    print(words[0], "#" + icon["hex"].lower(), "|".join(names), path, sep="\t")
