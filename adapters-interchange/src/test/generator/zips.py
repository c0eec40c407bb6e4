"""Formats that are ZIP archives, made by Python, Info-ZIP and 7z, and a few that no program would make."""
import io
import os
import struct
import subprocess
import tempfile
import zipfile
import zlib

import jsons
import texts
from common import PASSWORD, b32, case, dump, entry, refused, rnd, secret
from sealing import ecb, mac, pbkdf2


def plain_zip(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, text in members.items():
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sealed_zip(command, **members):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in members.items():
            with open(os.path.join(folder, name), 'w', newline='') as f:
                f.write(text)
        subprocess.run(command + ['out.zip'] + list(members), cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(folder, 'out.zip'), 'rb') as f:
            return f.read()


AES_ZIP = ['7z', 'a', '-tzip', '-mem=AES256', '-p' + PASSWORD]
OLD_ZIP = ['zip', '-q', '-P', PASSWORD]


def aes_1(name, text):
    """WinZip's AE-1, which keeps the CRC; 7z writes AE-2 only."""
    salt = rnd(16)
    keys = pbkdf2('sha1', PASSWORD.encode(), salt, 1000, 66)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text) + packer.flush()
    blocks = b''.join(struct.pack('<QQ', i + 1, 0) for i in range((len(packed) + 15) // 16))
    sealed = bytes(x ^ y for x, y in zip(packed, ecb(keys[:32], blocks)))
    data = salt + keys[64:] + sealed + mac('sha1', keys[32:64], sealed)[:10]
    extra = struct.pack('<HHH2sBH', 0x9901, 7, 1, b'AE', 3, 8)
    common = struct.pack('<HHHHHIIIHH', 51, 1, 99, 0, 0x21, zlib.crc32(text), len(data), len(text), len(name), len(extra))
    local = b'PK\3\4' + common + name + extra
    central = b'PK\1\2' + struct.pack('<H', 51) + common + struct.pack('<HHHII', 0, 0, 0, 0, 0) + name + extra
    end = b'PK\5\6' + struct.pack('<HHHHIIH', 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    return local + data + central + end


def one_password():
    a, b, c = secret(), secret(), secret()
    def item(title, user, *totps, **more):
        return dict(dict(uuid='u', favIndex=0, state='active', details=dict(loginFields=[dict(value=user, designation='username')], notesPlain='a note',
                    sections=[dict(title='s', fields=[dict(title='t', value=dict(totp=t)) for t in totps] + [dict(title='x', value=dict(string='y'))])]),
                    overview=dict(title=title, tags=['t1'])), **more)
    data = dump(dict(accounts=[dict(attrs={}, vaults=[dict(attrs={}, items=[
        item('Shop', 'ann', 'otpauth://totp/x?secret=%s&digits=8' % b32(a)), dict(item=item('Bank', 'bo', b32(b), b32(c))),
        item('None', 'no'), item('Bad', 'x', 'otpauth://totp/x?secret=1')])])]))
    made = plain_zip(**{'export.attributes': '{}', 'export.data': data, 'files/x.txt': 'x'})
    notes = dict(tags=['t1'], notes='a note')
    case('export', '1password', made, [entry(a, 'Shop', 'x', digits=8, **notes), entry(b, 'Bank', 'bo', **notes), entry(c, 'Bank', 'bo', **notes)],
         [(4, 'secret')], ext='1pux')
    case('cut', '1password', made[:len(made) - 40], error='damaged', ext='1pux')


def proton_pass():
    a, b = secret(), secret()
    data = dump(dict(encrypted=False, version='1.2', vaults={'v1': dict(name='Personal', items=[
        dict(itemId='1', state=1, data=dict(metadata=dict(name='Shop', note='n'), type='login', content=dict(itemEmail='', itemUsername='ann', password='x', totpUri=b32(a)),
             extraFields=[dict(fieldName='f', type='totp', data=dict(totpUri='otpauth://totp/Two:bo?secret=%s&issuer=Two' % b32(b))), dict(fieldName='g', type='text', data=dict(content='x'))])),
        dict(itemId='2', state=1, data=dict(metadata=dict(name='No code', note=''), content=dict(totpUri='')))])}))
    expected = [entry(a, 'Shop', 'ann', tags=['Personal'], notes='n'), entry(b, 'Two', 'bo', tags=['Personal'], notes='n')]
    case('export', 'proton-pass', plain_zip(**{'Proton Pass/data.json': data}), expected, ext='zip')
    case('pgp', 'proton-pass', plain_zip(**{'Proton Pass/data.pgp': '-----BEGIN PGP MESSAGE-----'}), error='unsupported', ext='zip')


def authenticator_plus():
    a = secret()
    text = 'otpauth://totp/Shop:ann?secret=%s&issuer=Shop\n' % b32(a)
    for name, command in (('zip-old', OLD_ZIP), ('zip-aes', AES_ZIP)):
        made = sealed_zip(command, **{'Accounts.txt': text})
        case(name, 'authenticator-plus', made, [entry(a, 'Shop', 'ann')], password=PASSWORD, ext='zip')
        case(name + '-wrong', 'authenticator-plus', made, error='wrong-password', password='x', ext='zip')
    case('zip-none', 'authenticator-plus', made, error='password-needed', ext='zip')


def raivo():
    text, expected = jsons.RAIVO
    made = sealed_zip(AES_ZIP, **{'raivo-otp-export.json': text, 'raivo-otp-export.html': '<html></html>'})
    case('zip-ae2', 'raivo', made, expected, password=PASSWORD, ext='zip')
    case('zip-ae2-wrong', 'raivo', made, error='wrong-password', password='x', ext='zip')
    case('zip-ae1', 'raivo', aes_1(b'raivo-otp-export.json', text.encode()), expected, password=PASSWORD, ext='zip')


def winauth():
    text, expected = texts.WINAUTH
    case('zip', 'winauth', sealed_zip(OLD_ZIP, **{'winauth-2026.txt': text}), expected, password=PASSWORD, ext='zip')


def hostile():
    bomb = plain_zip(**{'export.data': b' ' * (60 << 20)})
    case('bomb', '1password', bomb, error='unsupported', ext='1pux')
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        link = zipfile.ZipInfo('export.data', (2026, 1, 1, 0, 0, 0))
        link.external_attr, link.create_system = 0o120777 << 16, 3
        z.writestr(link, '/etc/passwd')
    case('link', '1password', out.getvalue(), error='damaged', ext='1pux')
    lie = bytearray(plain_zip(**{'export.data': '{}'}))
    lie[lie.index(b'PK\1\2') + 8] |= 1
    case('flag-lie', '1password', bytes(lie), error='damaged', ext='1pux')
    twice = plain_zip(**{'export.data': '{}', 'export.dat2': '{}'}).replace(b'export.dat2', b'export.data')
    case('name-twice', '1password', twice, error='damaged', ext='1pux')


def generate():
    for part in (one_password, proton_pass, authenticator_plus, raivo, winauth, hostile):
        part()
