#!/usr/bin/env python3
"""Opens a Watchword vault by docs/vault-format.md alone, to show that the paper says enough.

Usage: read_vault.py VAULT PASSPHRASE_FILE [--at SECONDS] [--secrets]
Prints one JSON object a line for each entry. Exit 1, with one line on standard error, when it refuses.
"""
import argparse
import base64
import hashlib
import hmac
import json
import sqlite3
import struct
import sys
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class Refused(Exception):
    pass


# --- section 2: primitives -------------------------------------------------------------------------------------


def hkdf(secret, salt, info):
    pseudo_random_key = hmac.new(salt or bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(pseudo_random_key, info + b"\x01", hashlib.sha256).digest()


def purpose_key(vault_key, purpose):
    return hkdf(vault_key, b"", b"watchword " + purpose)


def argon2id(password, salt, memory_kib, passes, lanes):
    if not (19456 <= memory_kib <= 262144 and passes >= 2 and passes * memory_kib <= 4 << 20 and 1 <= lanes <= 16):
        raise Refused("the Argon2id cost is out of bounds")
    try:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        return Argon2id(
            salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib
        ).derive(password)
    except ImportError:
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(password, salt, passes, memory_kib, lanes, 32, Type.ID, 0x13)


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << 8 * size:
            return bytes([major << 5 | code]) + value.to_bytes(size, "big")
    raise Refused("a number over 64 bits")


def cbor(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(4, len(value)) + b"".join(cbor(item) for item in value)


def uncbor(data):
    value, rest = uncbor_item(data)
    if rest:
        raise Refused("bytes left over")
    return value


def uncbor_item(data):
    if not data:
        raise Refused("CBOR ends early")
    first, data = data[0], data[1:]
    if first in (0xF4, 0xF5, 0xF6):
        return {0xF4: False, 0xF5: True, 0xF6: None}[first], data
    major, info = first >> 5, first & 31
    if info >= 24:
        if info > 27:
            raise Refused("an unknown CBOR length")
        size = 1 << (info - 24)
        info, data = int.from_bytes(data[:size], "big"), data[size:]
    if major == 0:
        return info, data
    if major in (2, 3):
        if info > len(data):
            raise Refused("a CBOR length past the end")
        return (data[:info] if major == 2 else data[:info].decode()), data[info:]
    if major == 4:
        items = []
        for _ in range(info):
            item, data = uncbor_item(data)
            items.append(item)
        return items, data
    raise Refused("an unknown CBOR type")


# --- section 3: slots ------------------------------------------------------------------------------------------


def description(slot):
    cost = None
    if slot["memory_kib"] is not None:
        cost = [slot["memory_kib"], slot["iterations"], slot["parallelism"]]
    return [slot["slot_id"], slot["kind"], slot["label"], slot["created_at"], cost, slot["salt"]]


def unwrap(vault, slots, passphrase):
    for slot in slots:
        if slot["kind"] != "PASSPHRASE":
            continue
        slot_key = argon2id(
            passphrase, slot["salt"], slot["memory_kib"], slot["iterations"], slot["parallelism"]
        )
        associated = cbor(
            ["watchword slot 1", vault["vault_id"], vault["format"], vault["key_version"], description(slot)]
        )
        try:
            return AESGCM(slot_key).decrypt(slot["wrapped"][:12], slot["wrapped"][12:], associated)
        except InvalidTag:
            pass
    raise Refused("no slot opens: the passphrase is wrong, or the slot is damaged")


# --- section 4: header -----------------------------------------------------------------------------------------


def check_header(vault, slots, vault_key):
    pairs = []
    for slot in slots:
        pairs += [description(slot), slot["wrapped"]]
    header = [
        "watchword header 1",
        vault["vault_id"],
        vault["format"],
        vault["created_at"],
        vault["key_version"],
        vault["revision"],
        vault["seal_count"],
        pairs,
        vault["manifest"],
    ]
    if vault["verifier_root"] is not None:
        header.append(vault["verifier_root"])
    text = cbor(header)
    mac = hmac.new(purpose_key(vault_key, b"header"), text, hashlib.sha256).digest()
    if not hmac.compare_digest(mac, vault["mac"]):
        raise Refused("the header was changed")


# --- section 5: envelopes --------------------------------------------------------------------------------------


def open_envelope(vault, records_key, table, record, field, revision, envelope):
    if envelope[0] != 1 or envelope[1] != 1:
        raise Refused("an envelope of an unknown format or algorithm")
    version = struct.unpack(">I", envelope[2:6])[0]
    parts = [
        b"watchword seal 1",
        vault["vault_id"],
        table.encode(),
        record,
        field.encode(),
        b"",
        struct.pack(">IQ", version, revision),
    ]
    associated = b"".join(struct.pack(">I", len(part)) + part for part in parts)
    try:
        padded = AESGCM(records_key).decrypt(envelope[6:18], envelope[18:], associated)
    except InvalidTag:
        raise Refused(f"{table}.{field} of {record.hex()} was changed, or is damaged") from None
    text = padded.rstrip(b"\x00")
    if not text.endswith(b"\x80"):
        raise Refused("wrong padding")
    return text[:-1]


# --- section 7: manifest ---------------------------------------------------------------------------------------


def check_manifest(vault, entries, vault_key, records_key):
    key = purpose_key(vault_key, b"manifest")
    total = 0
    for entry in entries:
        revisions = struct.pack(
            ">QQQQ",
            entry["summary_revision"],
            entry["secret_revision"],
            entry["recovery_revision"],
            entry["icon_revision"],
        )
        total += int.from_bytes(hmac.new(key, entry["entry_id"] + revisions, hashlib.sha256).digest(), "big")
    stored = open_envelope(
        vault, records_key, "vault", vault["vault_id"], "manifest", vault["revision"], vault["manifest"]
    )
    if (total % (1 << 256)).to_bytes(32, "big") != stored:
        raise Refused("entries were put back, removed or added")


# --- codes, to show something that is no secret ----------------------------------------------------------------


def code(parameters, secret, pin, now):
    kind = parameters[0]
    if kind == "totp":
        return hotp(parameters[1], secret, (now - parameters[4]) // parameters[3], parameters[2])
    if kind == "hotp":
        return hotp(parameters[1], secret, parameters[3], parameters[2])
    if kind == "steam":
        value, letters = truncated("SHA1", secret, now // 30), ""
        for _ in range(5):
            letters += "23456789BCDFGHJKMNPQRTVWXY"[value % 26]
            value //= 26
        return letters
    if kind == "motp" and pin is not None:
        return hashlib.md5(str(now // 10).encode() + secret.hex().encode() + pin).hexdigest()[:6]
    return None


def truncated(algorithm, secret, counter):
    mac = hmac.new(secret, struct.pack(">Q", counter), algorithm.lower()).digest()
    offset = mac[-1] & 15
    return int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF


def hotp(algorithm, secret, counter, digits):
    return str(truncated(algorithm, secret, counter) % 10**digits).zfill(digits)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("vault")
    arguments.add_argument("passphrase_file")
    arguments.add_argument("--at", type=int, default=59)
    arguments.add_argument("--secrets", action="store_true")
    options = arguments.parse_args()
    with open(options.passphrase_file, encoding="utf-8") as file:
        passphrase = unicodedata.normalize("NFC", file.read().rstrip("\r\n")).encode()

    database = sqlite3.connect(f"file:{options.vault}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    for vault in database.execute("SELECT * FROM vault"):
        if vault["format"] != 1:
            raise Refused(f"vault format {vault['format']} is not known")
        slots = database.execute(
            "SELECT * FROM vault_slot WHERE vault_id = ? ORDER BY position", (vault["vault_id"],)
        ).fetchall()
        vault_key = unwrap(vault, slots, passphrase)
        check_header(vault, slots, vault_key)
        records_key = purpose_key(vault_key, b"records")
        entries = database.execute(
            "SELECT * FROM entry WHERE vault_id = ? ORDER BY entry_id", (vault["vault_id"],)
        ).fetchall()
        check_manifest(vault, entries, vault_key, records_key)
        for entry in entries:
            print(json.dumps(read_entry(database, vault, records_key, entry, options), ensure_ascii=False))


def read_entry(database, vault, records_key, entry, options):
    def field(name, revision, envelope):
        return uncbor(open_envelope(vault, records_key, "entry", entry["entry_id"], name, revision, envelope))

    def stored(name):
        return database.execute(
            "SELECT sealed FROM entry_field WHERE vault_id = ? AND entry_id = ? AND field = ?",
            (vault["vault_id"], entry["entry_id"], name),
        ).fetchone()[0]

    issuer, account, parameters, tags, note, pinned, made, trashed = field(
        "summary", entry["summary_revision"], entry["summary"]
    )
    secret, pin = field("secret", entry["secret_revision"], stored("secret"))
    shown = {
        "id": entry["entry_id"].hex(),
        "issuer": issuer,
        "account": account,
        "parameters": parameters,
        "tags": tags,
        "note": note,
        "pinned": pinned,
        "made": made,
        "trashed": trashed,
        "code": code(parameters, secret, pin, options.at),
    }
    if entry["recovery_revision"] > 0:
        codes = field("recovery", entry["recovery_revision"], stored("recovery"))
        shown["recovery_codes"] = {"kept": len(codes), "used": sum(1 for c in codes if c[1] is not None)}
    if options.secrets:
        shown["secret"] = base64.b32encode(secret).decode().rstrip("=")
    return shown


if __name__ == "__main__":
    try:
        main()
    except Refused as refusal:
        print(f"refused: {refusal}", file=sys.stderr)
        sys.exit(1)
