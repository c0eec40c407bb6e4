"""What all parts of the fixture generator share: seeded randomness, the index of cases, encodings."""
import base64
import json
import os
import random

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'resources', 'fixtures')
_random = random.Random(20261124)
CASES = []
PASSWORD = 'correct horse battery staple'


def rnd(count):
    """Bytes that are the same in every run."""
    return bytes(_random.getrandbits(8) for _ in range(count))


def b32(raw):
    return base64.b32encode(raw).decode().rstrip('=')


def b64(raw):
    return base64.b64encode(raw).decode()


def secret(length=20):
    return rnd(length)


def entry(raw, issuer='', account='', type='totp', algorithm='SHA1', digits=6, period=30, counter=None,
          pin=None, tags=(), notes='', pinned=False, trashed=False):
    """An expected entry, in the members of the import report."""
    if type == 'hotp':
        period, counter = None, 0 if counter is None else counter
    if type == 'steam':
        algorithm, digits, period = 'SHA1', 5, 30
    if type == 'motp':
        algorithm, digits, period = 'MD5', 6, 10
    if type == 'yandex':
        algorithm, digits, period = 'SHA256', 8, 30
    return dict(type=type, issuer=issuer, account=account, algorithm=algorithm, digits=digits, period=period,
                counter=counter, pin=pin, tags=list(tags), notes=notes, pinned=pinned, trashed=trashed,
                secret=b32(raw))


def write(path, content):
    full = os.path.join(OUT, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, 'wb') as f:
        f.write(content if isinstance(content, bytes) else content.encode())


def case(name, format, content, entries=(), failures=(), password=None, error=None, ext='json', files=None,
         key_file=None, warnings=()):
    """Writes a file and says what reading it must give. files: further files by name."""
    path = f'{format}/{name}.{ext}'
    write(path, content)
    more = []
    for other, data in (files or {}).items():
        write(f'{format}/{other}', data)
        more.append(f'{format}/{other}')
    CASES.append(dict(name=f'{format}/{name}', format=format, file=path, companions=more, password=password,
                      keyFile=key_file, error=error, entries=list(entries),
                      failures=[dict(item=i, reason=r) for i, r in failures], warnings=list(warnings)))


def refused(name, format, content, error, password=None, ext='json'):
    case(name, format, content, error=error, password=password, ext=ext)


def dump(value, **options):
    return json.dumps(value, ensure_ascii=False, **options)


def finish():
    write('index.json', dump(CASES, indent=1) + '\n')
    print(len(CASES), 'cases')
