"""Payloads: key URIs as sites write them, transfer URIs, and decoys. All accounts and secrets are made up."""

import base64
from urllib.parse import quote, urlencode

ISSUERS = [
    "Okta",
    "GitLab",
    "Nextcloud",
    "Mozilla",
    "Nordlicht Bank",
    "Hafen & Söhne",
    "Крона",
    "さくら銀行",
    "Fastmail",
    "Portal (staging)",
    "mail.example.org",
    "Tresor24",
    "Café Müller",
    "Ciudad Móvil",
    "بنك النور",
    "Acme: Cloud",
    "DigitalOcean",
    "npm",
    "Heroku",
    "Steuer-Portal",
    "Zoho",
    "Wiki.js",
    "OpenAI",
    "Uni Straße",
    "Ferme d'Été",
    "ACME + Partners",
]
ACCOUNTS = [
    "alice@example.com",
    "b.okafor@example.org",
    "root",
    "svc-deploy@ci.example.net",
    "müller@exämple.de",
    "山本 花子",
    "Ольга Петрова",
    "jean-luc.picard-dubois@faculte.example.fr",
    "+41 79 555 01 23",
    "user:with:colons",
    "0x5f3a",
    "günther+mfa@example.at",
    "ana.maria.fernandez.de.la.torre@ayuntamiento.example.es",
    "🙂 emoji",
    "k.lee",
    "1002003004",
]


def _secret(rng, length=None):
    n = length or int(rng.choice([10, 16, 20, 20, 20, 32, 32, 35, 64]))
    return base64.b32encode(rng.bytes(n)).decode().rstrip("=")


def key_uri(rng, secret_bytes=None, long=False):
    """An otpauth URI as bytes: TOTP mostly, HOTP at times, percent-encoded in one of the ways in use, or raw UTF-8."""
    issuer, account = str(rng.choice(ISSUERS)), str(rng.choice(ACCOUNTS))
    hotp = rng.random() < 0.12
    raw = rng.random() < 0.12
    encode = (lambda s: s) if raw else (lambda s: quote(s, safe=""))
    label = account if rng.random() < 0.2 else issuer + ("%3A" if not raw and rng.random() < 0.4 else ":") + account
    label = "".join(encode(part) if part not in (":", "%3A") else part for part in _split(label, issuer, account))
    if not raw and rng.random() < 0.3:
        label = label.replace("%40", "@")
    fields = [("secret", _secret(rng, secret_bytes or (64 if long else None)))]
    if rng.random() < 0.85:
        fields.append(("issuer", encode(issuer).replace("&", "%26")))
    if long or rng.random() < 0.4:
        fields.append(("algorithm", str(rng.choice(["SHA1", "SHA1", "SHA256", "SHA512"]))))
    if long or rng.random() < 0.4:
        fields.append(("digits", str(rng.choice(["6", "6", "7", "8"]))))
    if hotp:
        fields.append(("counter", str(int(rng.integers(0, 60)))))
    elif long or rng.random() < 0.4:
        fields.append(("period", str(rng.choice(["30", "30", "60"]))))
    if long:
        fields.append(("image", quote(f"https://static.example.com/brand/{int(rng.integers(1e6))}/logo-256.png", safe="")))
    if rng.random() < 0.5:
        rng.shuffle(fields)
    query = "&".join(f"{k}={v}" for k, v in fields)
    return f"otpauth://{'hotp' if hotp else 'totp'}/{label}?{query}".encode()


def _split(label, issuer, account):
    if label == account:
        return [account]
    return [issuer, "%3A" if label.startswith(issuer + "%3A") else ":", account]


def short_uri(rng):
    """A key URI with nothing but an account and a secret: small symbols."""
    return f"otpauth://totp/{quote(str(rng.choice(['k.lee', 'root', 'a@b.ch', 'ops'])), safe='@')}?secret={_secret(rng, 10)}".encode()


def decoy(rng):
    """What else stands on such pages: links to the apps and to help."""
    n = int(rng.integers(1e3, 1e6))
    return str(
        rng.choice(
            [
                f"https://apps.example.com/authenticator?ref={n}",
                f"https://help.example.org/a/{n}",
                f"WIFI:T:WPA;S:guest-{n};P:welcome;;",
                f"https://example.net/download/{n}?os=android",
            ]
        )
    ).encode()


def migration_uri(rng, accounts):
    """A transfer URI of the common exporting app: protobuf, base64, percent-encoded."""
    body = b""
    for _ in range(accounts):
        issuer, account = str(rng.choice(ISSUERS)), str(rng.choice(ACCOUNTS))
        one = (
            _field(1, rng.bytes(int(rng.choice([10, 20, 20, 32]))))
            + _field(2, f"{issuer}:{account}".encode())
            + _field(3, issuer.encode())
            + bytes([0x20, 1, 0x28, 1, 0x30, 2])
        )
        body += _field(1, one)
    body += bytes([0x10, 1, 0x18, 1, 0x20, 0]) + b"\x28" + _varint(int(rng.integers(1, 2**31)))
    return b"otpauth-migration://offline?" + urlencode({"data": base64.b64encode(body).decode()}).encode()


def _field(number, data):
    return bytes([number << 3 | 2]) + _varint(len(data)) + data


def _varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
