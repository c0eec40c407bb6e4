#!/usr/bin/env python3
"""Checks the chain of a Watchword receipt, with nothing but Python 3.

    verify_receipt.py RECEIPT.txt [HASH]

RECEIPT.txt is what the receipt page's "Download" gives. HASH is one that you kept
earlier: then the chain must contain it, or something was changed since.
Exit status: 0 intact, 1 changed or damaged, 2 wrong use.
"""
import hashlib
import json
import sys


def fail(text):
    print(text)
    sys.exit(1)


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(2)
    with open(arguments[0], encoding="ascii") as file:
        lines = file.read().splitlines()
    if not lines or not lines[0].startswith("watchword receipt "):
        fail("This is no receipt.")
    receipt = lines[0].split(" ", 2)[2]
    head = hashlib.sha256(lines[0].encode("ascii")).hexdigest()
    heads = [head]
    number = 0
    for place, text in enumerate(lines[1:], 1):
        stated, _, line = text.partition(" ")
        event = json.loads(line)
        if place == 1 and event["number"] != "1":
            fail("The first lines are missing: this file begins with line %s." % event["number"])
        number += 1
        head = hashlib.sha256(bytes.fromhex(head) + line.encode("utf-8")).hexdigest()
        if event["receipt"] != receipt or event["number"] != str(number) or head != stated:
            fail("Line %d was changed, or one before it is missing." % number)
        heads.append(head)
        print("%s  %-28s %s %s %s" % (event["at"], event["what"], event["account"], event["by"], event["reason"]))
    if len(arguments) == 2 and arguments[1].lower() not in heads:
        fail("The hash that you kept is not in this chain: the log was replaced.")
    print("Intact: %d lines, head %s" % (number, head))


if __name__ == "__main__":
    main(sys.argv[1:])
