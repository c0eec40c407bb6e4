"""KeePass: files by pykeepass, and by a container writer of our own for the ciphers that it does not create."""
import gzip
import hashlib
import os
import struct
import tempfile
import uuid

from argon2.low_level import Type
from Cryptodome.Cipher import ChaCha20, Salsa20
from pykeepass import create_database
from pykeepass.kdbx_parsing.twofish import Twofish, MODE_CBC

from common import PASSWORD, b32, b64, case, dump, entry, refused, rnd, secret
from sealing import argon2, cbc, ecb, mac, pad

UTF8 = PASSWORD.encode()
AES, CHACHA, TWOFISH = (bytes.fromhex(x) for x in ('31c1f2e6bf714350be5805216afc5aff', 'd6038a2b8b6f4cb5a524339a31dbb59a', 'ad68f29f576f4bb9a36ad47af965346c'))
AES_KDF, ARGON2D, ARGON2ID = (bytes.fromhex(x) for x in ('c9d9f39a628a4460bf740d08c18a4fea', 'ef636ddf8c29444b91f7a9a403e30a0c', '9e298b1956db4773b23dfc3ec6f0a1e6'))


def accounts():
    """Attributes of an entry, and what they must give."""
    s = [secret() for _ in range(12)]
    plain = lambda **a: dict(dict(Title='Title', UserName='user', Notes='note'), **a)
    note = dict(notes='note')
    return [
        (plain(otp='otpauth://totp/Shop:ann?secret=%s&period=60&digits=8&issuer=Shop&algorithm=SHA256' % b32(s[0])), [entry(s[0], 'Shop', 'ann', algorithm='SHA256', digits=8, period=60, **note)]),
        (plain(otp='otpauth://totp/Steam:cy?secret=%s&period=30&digits=5&issuer=Steam&encoder=steam' % b32(s[1])), [entry(s[1], 'Steam', 'cy', 'steam', **note)]),
        (plain(otp='key=%s&step=45&size=7&otpHashMode=Sha512' % b32(s[2])), [entry(s[2], 'Title', 'user', algorithm='SHA512', digits=7, period=45, **note)]),
        (plain(**{'TOTP Seed': b32(s[3]).lower(), 'TOTP Settings': '60;8'}), [entry(s[3], 'Title', 'user', digits=8, period=60, **note)]),
        (plain(**{'TOTP Seed': b32(s[4]), 'TOTP Settings': '30;S'}), [entry(s[4], 'Title', 'user', 'steam', **note)]),
        (plain(**{'TimeOtp-Secret': 'ein Text'}), [entry('ein Text'.encode(), 'Title', 'user', **note)]),
        (plain(**{'TimeOtp-Secret-Hex': s[5].hex(), 'TimeOtp-Algorithm': 'HMAC-SHA-512', 'TimeOtp-Length': '8', 'TimeOtp-Period': '60'}), [entry(s[5], 'Title', 'user', algorithm='SHA512', digits=8, period=60, **note)]),
        (plain(**{'TimeOtp-Secret-Base32': b32(s[6])}), [entry(s[6], 'Title', 'user', **note)]),
        (plain(**{'TimeOtp-Secret-Base64': b64(s[7])}), [entry(s[7], 'Title', 'user', **note)]),
        (plain(**{'HmacOtp-Secret-Hex': s[8].hex(), 'HmacOtp-Counter': '12'}), [entry(s[8], 'Title', 'user', 'hotp', counter=12, **note)]),
        (plain(otp='otpauth://totp/Alpha:none?secret=%s&issuer=Alpha' % b32(s[9]), otp_1='otpauth://totp/Beta:be?secret=%s&issuer=Beta' % b32(s[10]), UserName=''),
         [entry(s[9], 'Alpha', '', **note), entry(s[10], 'Beta', 'be', **note)]),
        (plain(), []),
    ]


class Stream:
    """The inner stream of protected values."""

    def __init__(self, kind, key):
        if kind == 2:
            self.cipher = Salsa20.new(hashlib.sha256(key).digest(), bytes.fromhex('e830094b97205d2a'))
        else:
            digest = hashlib.sha512(key).digest()
            self.cipher = ChaCha20.new(key=digest[:32], nonce=digest[32:44])

    def cover(self, text):
        return b64(self.cipher.encrypt(text.encode()))


def document(stream=None):
    """The XML of a database, protected values covered in the order in which they stand."""
    from xml.sax.saxutils import escape

    def strings(attributes):
        out = ''
        for key, value in attributes.items():
            if stream and (key.lower().startswith('otp') or 'Secret' in key or 'Seed' in key or key == 'Password'):
                out += '<String><Key>%s</Key><Value Protected="True">%s</Value></String>' % (escape(key), stream.cover(value))
            else:
                out += '<String><Key>%s</Key><Value>%s</Value></String>' % (escape(key), escape(value))
        return out

    def node(attributes, history=''):
        return '<Entry><UUID>%s</UUID><IconID>0</IconID><Tags>x;y</Tags>%s%s</Entry>' % (b64(rnd(16)), strings(attributes), history)

    expected, entries = [], ''
    for attributes, wanted in ACCOUNTS:
        body = strings(attributes)
        old = '<History><Entry><UUID>%s</UUID>%s</Entry></History>' % (b64(rnd(16)), strings(dict(attributes, Password='old')))
        entries += '<Entry><UUID>%s</UUID><IconID>0</IconID><Tags>x;y</Tags>%s%s</Entry>' % (b64(rnd(16)), body, old)
        expected += [dict(w, tags=['Codes', 'x', 'y']) for w in wanted]
    bin_uuid = b64(rnd(16))
    gone = node(dict(Title='Gone', otp='otpauth://totp/Gone?secret=%s' % b32(secret())))
    xml = ('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<KeePassFile><Meta><Generator>G</Generator><RecycleBinEnabled>True</RecycleBinEnabled><RecycleBinUUID>%s</RecycleBinUUID></Meta>'
           '<Root><Group><UUID>%s</UUID><Name>Root</Name><Group><UUID>%s</UUID><Name>Codes</Name>%s</Group><Group><UUID>%s</UUID><Name>Bin</Name>%s</Group></Group></Root></KeePassFile>'
           % (bin_uuid, b64(rnd(16)), b64(rnd(16)), entries, bin_uuid, gone))
    return xml.encode(), expected


def outer(cipher, key, iv, plain):
    if cipher == AES:
        return cbc(key, iv, plain)
    if cipher == CHACHA:
        return ChaCha20.new(key=key, nonce=iv).encrypt(plain)
    return Twofish.new(key, mode=MODE_CBC, IV=iv).encrypt(pad(plain))


def aes_kdf(composite, seed, rounds):
    for _ in range(rounds):
        composite = ecb(seed, composite)
    return hashlib.sha256(composite).digest()


def composite(password, key=b''):
    return hashlib.sha256((hashlib.sha256(password).digest() if password is not None else b'') + key).digest()


def kdbx3(cipher=AES, rounds=6000, packed=True):
    seed, transform, iv, stream_key, start = rnd(32), rnd(32), rnd(16), rnd(32), rnd(32)
    xml, expected = document(Stream(2, stream_key))
    if packed:
        xml = gzip.compress(xml, mtime=0)
    field = lambda i, d: struct.pack('<BH', i, len(d)) + d
    head = struct.pack('<IIHH', 0x9AA2D903, 0xB54BFB67, 1, 3)
    head += field(2, cipher) + field(3, struct.pack('<I', int(packed))) + field(4, seed) + field(5, transform) + field(6, struct.pack('<Q', rounds))
    head += field(7, iv) + field(8, stream_key) + field(9, start) + field(10, struct.pack('<I', 2)) + field(0, b'\r\n\r\n')
    half = len(xml) // 2
    blocks = b''.join(struct.pack('<I', i) + hashlib.sha256(d).digest() + struct.pack('<I', len(d)) + d for i, d in enumerate((xml[:half], xml[half:])))
    blocks += struct.pack('<I', 2) + bytes(32) + struct.pack('<I', 0)
    key = hashlib.sha256(seed + aes_kdf(composite(UTF8), transform, rounds)).digest()
    return head + outer(cipher, key, iv, start + blocks), expected


def kdbx4(cipher, kdf, packed=True, key_file=b'', password=UTF8, patch=lambda d: d):
    seed, salt, iv, stream_key = rnd(32), rnd(32), rnd(12 if cipher == CHACHA else 16), rnd(64)
    xml, expected = document(Stream(3, stream_key))
    def variant(kind, name, value):
        return struct.pack('<BI', kind, len(name)) + name + struct.pack('<I', len(value)) + value
    if kdf == AES_KDF:
        dictionary = variant(0x42, b'$UUID', kdf) + variant(5, b'R', struct.pack('<Q', 5000)) + variant(0x42, b'S', salt)
        transformed = aes_kdf(composite(password, key_file), salt, 5000)
    else:
        dictionary = (variant(0x42, b'$UUID', kdf) + variant(5, b'I', struct.pack('<Q', 3)) + variant(5, b'M', struct.pack('<Q', 8 << 20))
                      + variant(4, b'P', struct.pack('<I', 2)) + variant(4, b'V', struct.pack('<I', 0x13)) + variant(0x42, b'S', salt))
        transformed = argon2(composite(password, key_file), salt, 3, 8 << 10, 2, Type.D if kdf == ARGON2D else Type.ID)
    dictionary = patch(struct.pack('<H', 0x100) + dictionary + b'\0')
    field = lambda i, d: struct.pack('<BI', i, len(d)) + d
    head = struct.pack('<IIHH', 0x9AA2D903, 0xB54BFB67, 0, 4)
    head += field(2, cipher) + field(3, struct.pack('<I', int(packed))) + field(4, seed) + field(7, iv) + field(11, dictionary) + field(0, b'\r\n\r\n')
    hm = hashlib.sha512(seed + transformed + b'\1').digest()
    block_key = lambda i: hashlib.sha512(struct.pack('<Q', i) + hm).digest()
    inner = field(1, struct.pack('<I', 3)) + field(2, stream_key) + field(3, b'\0binary') + field(0, b'') + xml
    sealed = outer(cipher, hashlib.sha256(seed + transformed).digest(), iv, gzip.compress(inner, mtime=0) if packed else inner)
    out = head + hashlib.sha256(head).digest() + mac('sha256', block_key(2**64 - 1), head)
    for i, data in enumerate((sealed[:1000], sealed[1000:], b'')):
        size = struct.pack('<I', len(data))
        out += mac('sha256', block_key(i), struct.pack('<Q', i) + size + data) + size + data
    return out, expected


def by_pykeepass():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'x.kdbx')
        db = create_database(path, password=PASSWORD)
        group = db.add_group(db.root_group, 'Codes')
        expected = []
        for attributes, wanted in ACCOUNTS:
            if attributes.get('UserName') == '':
                continue
            made = db.add_entry(group, attributes['Title'], attributes['UserName'], 'pw', notes=attributes['Notes'], tags=['x', 'y'], force_creation=True)
            for key, value in attributes.items():
                if key not in ('Title', 'UserName', 'Notes', 'otp'):
                    made.set_custom_property(key, value)
                if key == 'otp':
                    made.otp = value
            expected += [dict(w, tags=['Codes', 'x', 'y']) for w in wanted]
        db.save()
        with open(path, 'rb') as f:
            return f.read(), expected


def generate():
    global ACCOUNTS
    ACCOUNTS = accounts()
    def put(name, made, **more):
        data, expected = made
        case(name, 'keepass', data, expected, ext='kdbx', **dict(dict(password=PASSWORD), **more))
    put('kdbx3-aes', kdbx3(), warnings=['weakly protected (AES-KDF with 6000 rounds)'])
    put('kdbx3-twofish', kdbx3(TWOFISH))
    put('kdbx3-unpacked', kdbx3(packed=False))
    put('kdbx4-aes-argon2d', kdbx4(AES, ARGON2D))
    put('kdbx4-chacha20-argon2id', kdbx4(CHACHA, ARGON2ID))
    put('kdbx4-twofish-aeskdf', kdbx4(TWOFISH, AES_KDF))
    put('kdbx4-unpacked', kdbx4(CHACHA, AES_KDF, packed=False))
    put('pykeepass', by_pykeepass())
    data, expected = kdbx4(AES, ARGON2D)
    case('kdbx4-wrong', 'keepass', data, error='wrong-password', password='x', ext='kdbx')
    case('kdbx4-none', 'keepass', data, error='password-needed', ext='kdbx')
    case('kdbx3-wrong', 'keepass', kdbx3()[0], error='wrong-password', password='x', ext='kdbx')
    case('kdbx4-flipped', 'keepass', data[:-60] + bytes([data[-60] ^ 1]) + data[-59:], error='damaged', password=PASSWORD, ext='kdbx')
    case('kdbx4-cut', 'keepass', data[:len(data) // 2], error='damaged', password=PASSWORD, ext='kdbx')
    memory = struct.pack('<Q', 8 << 20)
    costly, _ = kdbx4(AES, ARGON2D, patch=lambda d: d.replace(memory, struct.pack('<Q', 1 << 42)))
    case('kdbx4-costly', 'keepass', costly, error='unsupported', password=PASSWORD, ext='kdbx')
    key = rnd(32)
    write_key = '<?xml version="1.0" encoding="utf-8"?>\n<KeyFile><Meta><Version>2.0</Version></Meta><Key><Data Hash="00">\n%s\n</Data></Key></KeyFile>' % key.hex().upper()
    data, expected = kdbx4(AES, AES_KDF, key_file=key)
    case('kdbx4-key-file', 'keepass', data, expected, password=PASSWORD, ext='kdbx', key_file='keepass/key.keyx', files={'key.keyx': write_key})
    data, expected = kdbx4(AES, AES_KDF, key_file=key, password=None)
    case('kdbx4-key-file-alone', 'keepass', data, expected, ext='kdbx', key_file='keepass/key.keyx', files={'key.keyx': write_key})
    refused('keepass-1', 'keepass', bytes.fromhex('03d9a29a65fb4bb5') + rnd(200), 'unsupported', ext='kdb')
    xml, expected = document()
    case('xml', 'keepass', xml, expected, ext='xml')
    a = secret()
    case('keepassxc-csv', 'keepass', '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n'
         '"Root/Codes","Shop","ann","pw","","two\nlines","otpauth://totp/Shop:ann?secret=%s&period=30&digits=6&issuer=Shop","0","2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"\n'
         '"Root","None","no","pw","","","","0","",""\n' % b32(a), [entry(a, 'Shop', 'ann', tags=['Codes'], notes='two\nlines')], ext='csv')
