"""Formats that are JSON, plain or with sealed parts."""
import base64
import hashlib
import json
import zlib
import struct
from urllib.parse import quote

from common import PASSWORD, b32, b64, case, dump, entry, refused, rnd, secret
from sealing import argon2, cbc, cryptojs, gcm, mac, pbkdf2, scrypt, secretstream, xchacha

UTF8 = PASSWORD.encode()


def png():
    """A red PNG of two by two pixels."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + b'\xff\0\0' * 2 for _ in range(2))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 2, 2, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def aegis():
    a, b, c, m, s = secret(), secret(32), secret(10), secret(8), secret()
    y = base64.b32decode('6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY' + '======')  # 26 bytes whose checksum fits
    group = '8f3f1b2e-0000-4000-8000-000000000001'
    entries = [
        dict(type='totp', uuid='1', name='ada@example.org', issuer='Café Größe', note='line 1\nline 2', favorite=True,
             icon=b64(png()), icon_mime='image/png', icon_hash='0' * 64, groups=[group],
             info=dict(secret=b32(a), algo='SHA1', digits=6, period=30)),
        dict(type='hotp', uuid='2', name='bob', issuer='Bank', note='', favorite=False, icon=None, groups=[],
             info=dict(secret=b32(b), algo='SHA256', digits=8, counter=9007199254740993)),
        dict(type='steam', uuid='3', name='cy', issuer='Steam', icon=None, groups=[],
             info=dict(secret=b32(s), algo='SHA1', digits=5, period=30)),
        dict(type='motp', uuid='4', name='dee', issuer='mOTP', icon=None, groups=[],
             info=dict(secret=b32(m), algo='MD5', digits=6, period=10, pin='1234')),
        dict(type='yandex', uuid='5', name='eve', issuer='Yandex', icon=None, groups=[],
             info=dict(secret=b32(y), algo='SHA256', digits=8, period=30, pin='5239')),
        dict(type='totp', uuid='6', name='fay', icon=None, groups=[],
             info=dict(secret=b32(c).lower() + '======', algo='SHA512', digits=7, period=60)),
        dict(type='totp', uuid='7', name='bad digits', issuer=None, info=dict(secret=b32(c), algo='SHA1', digits=0, period=30)),
        dict(type='totp', uuid='8', name='bad algo', issuer='x', info=dict(secret=b32(c), algo='SHA3', digits=6, period=30)),
        dict(type='yandex', uuid='10', name='bad checksum', issuer='x', info=dict(secret='6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRA', algo='SHA256', digits=8, period=30, pin='1')),
        dict(type='totp', uuid='9', name='bad secret', issuer='x', info=dict(secret='1890', algo='SHA1', digits=6, period=30)),
    ]
    expected = [
        entry(a, 'Café Größe', 'ada@example.org', tags=['Work'], notes='line 1\nline 2', pinned=True),
        entry(b, 'Bank', 'bob', 'hotp', 'SHA256', 8, counter=9007199254740993),
        entry(s, 'Steam', 'cy', 'steam'), entry(m, 'mOTP', 'dee', 'motp', pin='1234'),
        entry(y, 'Yandex', 'eve', 'yandex', pin='5239'), entry(c, '', 'fay', algorithm='SHA512', digits=7, period=60)]
    failures = [(7, 'digits'), (8, 'algorithm'), (9, 'secret'), (10, 'secret')]
    db = dict(version=3, entries=entries, groups=[dict(uuid=group, name='Work')], icons_optimized=True)
    plain = dict(version=1, header=dict(slots=None, params=None), db=db)
    case('plain', 'aegis', dump(plain, indent=4), expected, failures)
    text = dump(plain)
    case('bom-crlf', 'aegis', '\ufeff' + dump(plain, indent=1).replace('\n', '\r\n'), expected, failures)
    refused('cut', 'aegis', text[:len(text) * 2 // 3], 'damaged')
    refused('double-member', 'aegis', text.replace('"version": 1', '"version": 1, "version": 1', 1), 'damaged')
    old = dict(version=1, header=dict(slots=None, params=None), db=dict(version=1, entries=[
        dict(type='totp', uuid='1', name='ada', issuer='Old', group='Home', icon=None,
             info=dict(secret=b32(a), algo='SHA1', digits=6, period=30)),
        dict(type='totp', uuid='2', name='bob', issuer='Old', group=None, icon=None,
             info=dict(secret=b32(b), algo='SHA1', digits=6, period=30))]))
    case('version-1', 'aegis', dump(old), [entry(a, 'Old', 'ada', tags=['Home']), entry(b, 'Old', 'bob')])

    def sealed(slots_of, n=2 ** 12):
        master, nonce = rnd(32), rnd(12)
        ct = gcm(master, nonce, dump(db).encode())
        slots = [dict(type=2, uuid='b', key=rnd(32).hex(), key_params=dict(nonce=rnd(12).hex(), tag=rnd(16).hex()))]
        for password, extra in slots_of:
            salt, slot_nonce = rnd(32), rnd(12)
            wrapped = gcm(scrypt(password, salt, n, 8, 1), slot_nonce, master)
            slots.append(dict(type=1, uuid='p', key=wrapped[:32].hex(),
                              key_params=dict(nonce=slot_nonce.hex(), tag=wrapped[32:].hex()),
                              n=n, r=8, p=1, salt=salt.hex(), **extra))
        return dump(dict(version=1, header=dict(slots=slots, params=dict(nonce=nonce.hex(), tag=ct[-16:].hex())),
                         db=b64(ct[:-16])), indent=4)

    two = sealed([(b'another', dict(repaired=True, is_backup=False)), (UTF8, dict(repaired=True, is_backup=True))])
    case('encrypted', 'aegis', two, expected, failures, PASSWORD)
    case('wrong-password', 'aegis', two, error='wrong-password', password='wrong')
    case('no-password', 'aegis', two, error='password-needed')
    broken = json.loads(two)
    broken['header']['params']['tag'] = '00' * 16
    case('broken-seal', 'aegis', dump(broken), error='damaged', password=PASSWORD)
    costly = json.loads(two)
    costly['header']['slots'][1]['n'] = 2 ** 28
    case('costly', 'aegis', dump(costly), error='unsupported', password=PASSWORD)
    odd = json.loads(two)
    odd['header']['slots'][1]['n'] = 12345
    case('odd-n', 'aegis', dump(odd), error='damaged', password=PASSWORD)
    many = json.loads(two)
    many['header']['slots'] = [many['header']['slots'][1]] * 40
    case('forty-slots', 'aegis', dump(many), error='unsupported', password=PASSWORD)
    long = 'sixty characters and more, since the old bug shows only beyond 64'
    padded = long.encode().ljust(int(len(long) * 1.1), b'\0')
    case('old-bug', 'aegis', sealed([(padded, {})], 2 ** 10), expected, failures, long)
    biometric = json.loads(two)
    biometric['header']['slots'] = biometric['header']['slots'][:1]
    case('only-biometric', 'aegis', dump(biometric), error='unsupported', password=PASSWORD)


def twofas():
    a, b, s = secret(), secret(), secret()
    services = [
        dict(name='Shop', secret=b32(a), updatedAt=1700000000000, groupId='g1',
             otp=dict(label='Shop:ann', account='ann', issuer='shop-issuer', digits=8, period=60, algorithm='SHA256', tokenType='TOTP', source='Link', counter=0),
             order=dict(position=0), icon=dict(selected='Label')),
        dict(name='', secret=b32(b), otp=dict(account='bo', issuer='Fallback', tokenType='HOTP', counter=7, digits=6, algorithm='SHA1')),
        dict(name='Steam', secret=b32(s), otp=dict(account='cy', tokenType='STEAM', algorithm='SHA1')),
        dict(name='Odd', secret=b32(a), otp=dict(account='di', algorithm='SHA224')),
    ]
    expected = [entry(a, 'Shop', 'ann', algorithm='SHA256', digits=8, period=60, tags=['Private']),
                entry(b, 'Fallback', 'bo', 'hotp', counter=7), entry(s, 'Steam', 'cy', 'steam')]
    failures = [(4, 'algorithm')]
    root = dict(services=services, groups=[dict(id='g1', name='Private', isExpanded=True)], updatedAt=1, schemaVersion=4,
                appVersionCode=5000012, appVersionName='5.0.12', appOrigin='android')
    case('schema-4', '2fas', dump(root), expected, failures, ext='2fas')
    case('schema-1', '2fas', dump(dict(services=[dict(name='Shop', secret=b32(a), otp=dict(account='ann'))], schemaVersion=1)),
         [entry(a, 'Shop', 'ann')], ext='2fas')

    def seal(text):
        salt, iv = rnd(256), rnd(12)
        return ':'.join(map(b64, (gcm(pbkdf2('sha256', UTF8, salt, 10_000, 32), iv, text.encode()), salt, iv)))

    sealed = dict(root, services=[], servicesEncrypted=seal(dump(services)), reference=seal('a fixed text'))
    weak = 'weakly protected (PBKDF2 with 10000 rounds)'
    case('encrypted', '2fas', dump(sealed), expected, failures, PASSWORD, ext='2fas', warnings=[weak])
    case('wrong-password', '2fas', dump(sealed), error='wrong-password', password='x', ext='2fas')
    case('no-password', '2fas', dump(sealed), error='password-needed', ext='2fas')
    case('broken', '2fas', dump(dict(sealed, servicesEncrypted=seal(dump(services)).replace('A', 'B', 4))),
         error='damaged', password=PASSWORD, ext='2fas')


def twofauth():
    a, b, s = secret(), secret(), secret()
    data = [
        dict(otp_type='totp', account='ann', service='Shop', icon='x.png', icon_mime='image/png', icon_file=b64(png()),
             secret=b32(a), digits=6, algorithm='sha1', period=30, counter=None, legacy_uri='otpauth://x'),
        dict(otp_type='hotp', account='bo', service=None, icon=None, icon_mime=None, icon_file=None, secret=b32(b), digits=8,
             algorithm='sha512', period=None, counter=3, legacy_uri=''),
        dict(otp_type='steamtotp', account='cy', service='Steam', icon=None, icon_mime='image/svg+xml', icon_file=b64(b'<svg/>'),
             secret=b32(s), digits=5, algorithm='sha1', period=30, counter=None)]
    case('export', '2fauth', dump(dict(app='2fauth_v5.4.3', schema=1, datetime='2026-01-01', data=data)),
         [entry(a, 'Shop', 'ann'), entry(b, '', 'bo', 'hotp', 'SHA512', 8, counter=3), entry(s, 'Steam', 'cy', 'steam')])


def andotp():
    a, b, c = secret(), secret(), secret()
    motp = 'e3152afee62599c8'
    items = [
        dict(secret=b32(a), issuer='Shop', label='ann', digits=6, type='TOTP', algorithm='SHA1', thumbnail='Default', last_used=0,
             used_frequency=0, period=30, tags=['one', 'two']),
        dict(secret=b32(b) + '===', issuer='Bank', label='bo', digits=8, type='HOTP', algorithm='SHA256', counter=11, tags=[]),
        dict(secret=b32(motp.encode()), issuer='Mobile', label='cy', digits=6, type='MOTP', algorithm='SHA1', period=10, tags=[]),
        dict(secret=b32(c), issuer='', label='di', digits=5, type='STEAM', algorithm='SHA1', period=30, tags=[])]
    expected = [entry(a, 'Shop', 'ann', tags=['one', 'two']), entry(b, 'Bank', 'bo', 'hotp', 'SHA256', 8, counter=11),
                entry(bytes.fromhex(motp), 'Mobile', 'cy', 'motp'), entry(c, '', 'di', 'steam')]
    text = dump(items)
    case('plain', 'andotp', text, expected)
    case('very-old', 'andotp', dump([dict(secret=b32(a), label='Shop - ann', digits=6, type='TOTP', algorithm='SHA1', period=30),
                                     dict(secret=b32(b), label='Bank:bo', digits=6, type='TOTP', algorithm='SHA1', period=30)]),
         [entry(a, 'Shop', 'ann'), entry(b, 'Bank', 'bo')])
    salt, iv = rnd(12), rnd(12)
    new = struct.pack('>I', 150_321) + salt + iv + gcm(pbkdf2('sha1', UTF8, salt, 150_321, 32), iv, text.encode())
    case('new', 'andotp', new, expected, password=PASSWORD, ext='json.aes')
    case('new-wrong-password', 'andotp', new, error='wrong-password', password='x', ext='json.aes')
    case('new-no-password', 'andotp', new, error='password-needed', ext='json.aes')
    iv = b'\xf1' + rnd(11)
    case('old', 'andotp', iv + gcm(hashlib.sha256(UTF8).digest(), iv, text.encode()), expected, password=PASSWORD, ext='json.aes')
    refused('pgp', 'andotp', '-----BEGIN PGP MESSAGE-----\n\njA0ECQMC\n-----END PGP MESSAGE-----\n', 'unsupported', ext='json.pgp')


def extension():
    a, b, c, d, e = secret(), secret(), secret(), secret(), secret(16)
    def item(raw, type, i, **more):
        return dict(dict(account='acc%d' % i, counter=0, digits=6, encrypted=False, hash='h%d' % i, index=i, issuer='Iss%d' % i,
                         period=30, pinned=False, secret=b32(raw), type=type, algorithm='SHA1', dataType='OTPStorage'), **more)
    items = [item(a, 'totp', 0, pinned=True, issuer='Iss0::example.org'), item(b, 'hotp', 1, counter=4), item(c, 'steam', 2), item(d, 'battle', 3),
             item(e, 'hex', 4, secret=e.hex()), item(e, 6, 5, secret=e.hex().upper(), counter=1), item(a, 'totp', 6, secret='stm-' + b32(a))]
    expected = [entry(a, 'Iss0', 'acc0', pinned=True), entry(b, 'Iss1', 'acc1', 'hotp', counter=4), entry(c, 'Iss2', 'acc2', 'steam'),
                entry(d, 'Iss3', 'acc3', digits=8), entry(e, 'Iss4', 'acc4'), entry(e, 'Iss5', 'acc5', 'hotp', counter=1),
                entry(a, 'Iss6', 'acc6', 'steam')]
    f = 'authenticator-extension'
    case('plain', f, dump({i['hash']: i for i in items}), expected)
    v1 = {i['hash']: dict(i, encrypted=True, secret=cryptojs(i['secret'].encode(), UTF8)) for i in items}
    case('version-1', f, dump(v1), expected, password=PASSWORD)
    case('version-1-wrong', f, dump(v1), error='wrong-password', password='x')
    key = rnd(64)
    v2 = {i['hash']: dict(i, encrypted=True, secret=cryptojs(i['secret'].encode(), key.hex().encode())) for i in items}
    v2['key'] = dict(enc=cryptojs(key, UTF8), hash='unused')
    case('version-2', f, dump(v2), expected, password=PASSWORD)
    case('version-2-wrong', f, dump(v2), error='wrong-password', password='x')
    salt = 'c2FsdCBhcyBhIHRleHQ'
    passphrase = b64(argon2(UTF8, salt.encode(), 2, 19 * 1024, 1)).rstrip('=').encode()
    check_salt = rnd(16)
    check = '$argon2id$v=19$m=19456,t=2,p=1$%s$%s' % (b64(check_salt).rstrip('='),
                                                      b64(argon2(passphrase, check_salt, 2, 19456, 1)).rstrip('='))
    v3 = {'k1': dict(dataType='Key', id='k1', salt=salt, hash=check, version=3)}
    for i in items:
        v3[i['hash']] = dict(dataType='EncOTPStorage', keyId='k1', index=i['index'],
                             data=cryptojs(dump(i).encode(), passphrase))
    case('version-3', f, dump(v3), expected, password=PASSWORD)
    case('version-3-wrong', f, dump(v3), error='wrong-password', password='x')
    case('version-3-no-password', f, dump(v3), error='password-needed')


def bitwarden():
    a, b, s, d = secret(), secret(), secret(), secret()
    uri = 'otpauth://totp/Shop:ann?secret=%s&issuer=Shop&algorithm=SHA256&digits=8&period=60' % b32(a)
    spaced = ' '.join(b32(b)[i:i + 4].lower() for i in range(0, 32, 4))
    items = [
        dict(id='1', folderId='f1', type=1, name='Shop login', notes='a note', favorite=True, login=dict(username='ann2', password='x', totp=uri, uris=[])),
        dict(id='2', folderId=None, type=1, name='Bank', notes=None, favorite=False, login=dict(username='bo', password='x', totp=spaced)),
        dict(id='3', folderId=None, type=1, name='No code', favorite=False, login=dict(username='no', totp=None)),
        dict(id='4', folderId=None, type=2, name='A note', favorite=False, secureNote=dict(type=0)),
        dict(id='5', type=1, name='Games', favorite=False, login=dict(username='cy', totp='steam://' + b32(s))),
        dict(id='6', type=1, name='Bad', favorite=False, login=dict(username='', totp='otpauth://totp/x?secret=!!'))]
    expected = [entry(a, 'Shop', 'ann', algorithm='SHA256', digits=8, period=60, tags=['Folder'], notes='a note', pinned=True),
                entry(b, 'Bank', 'bo'), entry(s, 'Games', 'cy', 'steam')]
    failures = [(6, 'secret')]
    root = dict(encrypted=False, folders=[dict(id='f1', name='Folder')], items=items)
    case('vault', 'bitwarden', dump(root, indent=2), expected, failures)
    case('authenticator', 'bitwarden', dump(dict(encrypted=False, items=[dict(id='1', name='Shop', folderId=None, organizationId=None,
         collectionIds=None, notes=None, type=1, favorite=False, login=dict(totp=uri, username=None, fido2Credentials=[]))])),
         [entry(a, 'Shop', 'ann', algorithm='SHA256', digits=8, period=60)])
    case('vault-csv', 'bitwarden', 'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\r\n'
         'Work,1,login,"Shop, the ""best""","two\nlines",,0,https://x,ann,pw,%s\r\n,,login,Bank,,,0,,bo,pw,%s\r\n,,login,None,,,0,,no,pw,\r\n' % (b32(a), uri),
         [entry(a, 'Shop, the "best"', 'ann', tags=['Work'], notes='two\nlines', pinned=True),
          entry(a, 'Shop', 'ann', algorithm='SHA256', digits=8, period=60)], ext='csv')
    case('authenticator-csv', 'bitwarden', 'folder,favorite,type,name,login_uri,login_totp\n,,1,Shop,,%s\n' % b32(d), [entry(d, 'Shop')], ext='csv')

    def protect(kdf, key):
        enc, mk = mac('sha256', key, b'enc\x01'), mac('sha256', key, b'mac\x01')
        def text(plain):
            iv = rnd(16)
            ct = cbc(enc, iv, plain)
            return '2.%s|%s|%s' % (b64(iv), b64(ct), b64(mac('sha256', mk, iv, ct)))
        return dict(encrypted=True, passwordProtected=True, **kdf, encKeyValidation_DO_NOT_EDIT=text(b'some-uuid'), data=text(dump(root).encode()))

    salt = b64(rnd(16))
    pb = protect(dict(salt=salt, kdfType=0, kdfIterations=60_000), pbkdf2('sha256', UTF8, salt.encode(), 60_000, 32))
    case('protected-pbkdf2', 'bitwarden', dump(pb), expected, failures, PASSWORD)
    case('protected-wrong', 'bitwarden', dump(pb), error='wrong-password', password='x')
    case('protected-none', 'bitwarden', dump(pb), error='password-needed')
    ar = protect(dict(salt=salt, kdfType=1, kdfIterations=3, kdfMemory=64, kdfParallelism=4),
                 argon2(UTF8, hashlib.sha256(salt.encode()).digest(), 3, 64 * 1024, 4))
    case('protected-argon2', 'bitwarden', dump(ar), expected, failures, PASSWORD)
    case('protected-costly', 'bitwarden', dump(dict(ar, kdfMemory=4096)), error='unsupported', password=PASSWORD)
    case('protected-iterations', 'bitwarden', dump(dict(pb, kdfIterations=2_000_000_000)), error='unsupported', password=PASSWORD)
    refused('account-restricted', 'bitwarden', dump(dict(encrypted=True, encKeyValidation_DO_NOT_EDIT='2.a|b|c', folders=[], items=[])), 'unsupported')


def cotp():
    a, b, m, y, s = secret(), secret(), secret(8), secret(16), secret()
    elements = [
        dict(secret=b32(a), issuer='Shop', label='ann', digits=6, type='TOTP', algorithm='SHA1', period=30, counter=None, pin=None),
        dict(secret=b32(b), issuer='Bank', label='bo', digits=8, type='HOTP', algorithm='SHA512', period=30, counter=2, pin=None),
        dict(secret=m.hex(), issuer='Mobile', label='cy', digits=6, type='MOTP', algorithm='MD5', period=10, counter=None, pin='1234'),
        dict(secret=b32(y), issuer='Ya', label='di', digits=8, type='YANDEX', algorithm='SHA256', period=30, counter=None, pin='7777'),
        dict(secret=b32(s), issuer='Steam', label='ed', digits=5, type='STEAM', algorithm='SHA1', period=30, counter=None, pin=None)]
    expected = [entry(a, 'Shop', 'ann'), entry(b, 'Bank', 'bo', 'hotp', 'SHA512', 8, counter=2),
                entry(m, 'Mobile', 'cy', 'motp', pin='1234'), entry(y, 'Ya', 'di', 'yandex', pin='7777'), entry(s, 'Steam', 'ed', 'steam')]
    plain = dump(dict(version=2, elements=elements))
    case('plain', 'cotp', plain, expected)
    case('bare', 'cotp', dump(elements), expected)
    case('uris', 'cotp', dump(dict(items=['otpauth://totp/Shop:ann?secret=%s&issuer=Shop' % b32(a)])), [entry(a, 'Shop', 'ann')])
    salt, nonce = rnd(16), rnd(24)
    sealed = dict(version=1, nonce=b64(nonce), salt=b64(salt), cipher=b64(xchacha(argon2(UTF8, salt, 4, 32768, 4), nonce, plain.encode())))
    case('database', 'cotp', dump(sealed), expected, password=PASSWORD, ext='db.json')
    case('database-wrong', 'cotp', dump(sealed), error='wrong-password', password='x', ext='db.json')


def duo():
    a, b = secret(), secret()
    case('accounts', 'duo', dump([
        dict(name='Shop', accountType='OtpAccount', pkey='x', logoUri='', otpGenerator=dict(otpSecret=b32(a))),
        dict(name='Bank', otpGenerator=dict(otpSecret=b32(b), counter=5)),
        dict(name='Push', accountType='DuoAccount', pkey='y')]),
        [entry(a, '', 'Shop'), entry(b, '', 'Bank', 'hotp', counter=5)], [(3, 'push')])


def ente():
    a, b, s, t = secret(), secret(), secret(), secret()
    def display(**more):
        return quote(dump(dict(dict(pinned=False, trashed=False, lastUsedAt=0, tapCount=0, tags=[], note='', position=0), **more)))
    lines = [
        'otpauth://totp/Shop:ann%%40x?secret=%s&issuer=Shop&algorithm=SHA256&digits=8&period=60&codeDisplay=%s' % (b32(a), display(pinned=True, tags=['Work', 'Ünï'], note='ann & co')),
        'otpauth://hotp/Bank:bo?secret=%s&issuer=Bank&algorithm=sha1&digits=6&period=null&counter=3&codeDisplay=%s' % (b32(b), display()),
        'otpauth://steam/Steam:cy?secret=%s&issuer=Steam&algorithm=sha1&digits=5&period=30&codeDisplay=%s' % (b32(s), display()),
        'otpauth://totp/Azure:guest#EXT#@x.org?secret=%s&issuer=Azure&codeDisplay=%s' % (b32(t), display(trashed=True))]
    expected = [entry(a, 'Shop', 'ann@x', algorithm='SHA256', digits=8, period=60, tags=['Work', 'Ünï'], notes='ann & co', pinned=True),
                entry(b, 'Bank', 'bo', 'hotp', counter=3), entry(s, 'Steam', 'cy', 'steam'),
                entry(t, 'Azure', 'guest#EXT#@x.org', trashed=True)]
    text = '\n'.join(lines)
    case('plain', 'ente', text, expected, ext='txt')
    salt = rnd(16)
    header, sealed = secretstream(argon2(UTF8, salt, 4, 16 * 1024, 1), text.encode())
    root = dict(version=1, kdfParams=dict(memLimit=16 << 20, opsLimit=4, salt=b64(salt)), encryptedData=b64(sealed), encryptionNonce=b64(header))
    case('encrypted', 'ente', dump(root), expected, password=PASSWORD)
    case('encrypted-wrong', 'ente', dump(root), error='wrong-password', password='x')
    case('encrypted-costly', 'ente', dump(dict(root, kdfParams=dict(memLimit=1 << 30, opsLimit=4, salt=b64(salt)))), error='unsupported', password=PASSWORD)
    header, sealed = secretstream(argon2(UTF8, salt, 1, 10, 1), text.encode())
    case('encrypted-tiny', 'ente', dump(dict(root, kdfParams=dict(memLimit=10 << 10, opsLimit=1, salt=b64(salt)), encryptedData=b64(sealed), encryptionNonce=b64(header))),
         expected, password=PASSWORD, warnings=['weakly protected (Argon2 with 10 KiB)'])


def cxf():
    a, b, s = secret(), secret(), secret()
    account = dict(id='x', username='u', email='e', collections=[], items=[
        dict(id='1', title='Shop', favorite=True, tags=['t'], credentials=[
            dict(type='basic-auth', username=dict(value='u')),
            dict(type='totp', secret=b32(a), period=60, digits=8, username='ann', algorithm='sha256', issuer='Shop Inc')]),
        dict(id='2', title='Bank', credentials=[dict(type='totp', secret=b32(b), period=30, digits=6, algorithm='sha1')]),
        dict(id='3', title='Steam', credentials=[dict(type='totp', secret=b32(s), period=30, digits=5, algorithm='steam', username='cy')]),
        dict(id='4', title='Odd', credentials=[dict(type='totp', secret=b32(s), period=30, digits=6, algorithm='blake')])])
    expected = [entry(a, 'Shop Inc', 'ann', algorithm='SHA256', digits=8, period=60, tags=['t'], pinned=True), entry(b, 'Bank', ''), entry(s, 'Steam', 'cy', 'steam')]
    failures = [(4, 'algorithm')]
    case('header', 'cxf', dump(dict(version=dict(major=1, minor=0), exporterRpId='example.org', exporterDisplayName='E', timestamp=1, accounts=[account])), expected, failures)
    case('account', 'cxf', dump(account), expected, failures)


def freeotp_plus():
    a, b, s = secret(), secret(), secret()
    def signed(raw):
        return [x - 256 if x > 127 else x for x in raw]
    tokens = [dict(algo='SHA1', counter=0, digits=6, issuerExt='Shop', issuerInt='Shop', label='ann', period=30, secret=signed(a), type='TOTP'),
              dict(algo='SHA256', counter=4, digits=8, issuerInt='Bank', label='bo', period=30, secret=signed(b), type='HOTP'),
              dict(algo='SHA1', counter=0, digits=6, issuerExt='Steam', label='cy', period=30, secret=signed(s), type='TOTP')]
    case('backup', 'freeotp-plus', dump(dict(tokenOrder=['Shop:ann'], tokens=tokens)),
         [entry(a, 'Shop', 'ann'), entry(b, 'Bank', 'bo', 'hotp', 'SHA256', 8, counter=5), entry(s, 'Steam', 'cy', 'steam')])


def lastpass():
    a, b = secret(), secret()
    case('export', 'lastpass', dump(dict(deviceId='', deviceSecret='', localDeviceId='', deviceName='', version=3, accounts=[
        dict(accountID='1', issuerName='Shop', originalIssuerName='shop', userName='ann', originalUserName='a', pushNotification=False,
             secret=b32(a), timeStep=60, digits=8, algorithm='SHA256', creationTimestamp=1, isFavorite=True, folderData=dict(folderId=5, position=0)),
        dict(issuerName='', originalIssuerName='Bank', secret=b32(b), folderData=dict(folderId=0, position=1))],
        folders=[dict(id=0, name='Other accounts', isOpened=True), dict(id=1, name='Favorites'), dict(id=5, name='Work')])),
        [entry(a, 'Shop', 'ann', algorithm='SHA256', digits=8, period=60, tags=['Work'], pinned=True), entry(b, 'Bank', '')])


def proton():
    a, b, s = secret(), secret(), secret()
    entries = [
        dict(id='1', content=dict(uri='otpauth://totp/Shop:ann?secret=%s&issuer=Shop&algorithm=SHA1&digits=6&period=30' % b32(a), entry_type='Totp', name='ann'), note='n'),
        dict(id='2', content=dict(uri='otpauth://totp/Bank%%3Abo?secret=%s&issuer=Bank' % b32(b), entry_type='Totp', name=':bo'), note=None),
        dict(id='3', content=dict(uri='steam://' + b32(s), entry_type='Steam', name='cy'), note=None)]
    expected = [entry(a, 'Shop', 'ann', notes='n'), entry(b, 'Bank', 'bo'), entry(s, 'Steam', 'cy', 'steam')]
    plain = dump(dict(version=1, entries=entries))
    f = 'proton-authenticator'
    case('plain', f, plain, expected)
    salt, nonce = rnd(16), rnd(12)
    sealed = nonce + gcm(argon2(UTF8, salt, 2, 19 * 1024, 1), nonce, plain.encode(), b'proton.authenticator.export.v1')
    root = dict(version=1, salt=b64(salt), content=b64(sealed))
    case('encrypted', f, dump(root), expected, password=PASSWORD)
    case('encrypted-wrong', f, dump(root), error='wrong-password', password='x')


RAIVO = None


def raivo():
    global RAIVO
    a, b = secret(), secret()
    spaced = b32(a)[:8] + ' ' + b32(a)[8:]
    text = dump([dict(issuer='Shop', account='ann', secret=spaced, algorithm='SHA256', digits='8', kind='TOTP', timer='60', counter='0', pinned='true', iconType='', iconValue=''),
                 dict(issuer='Bank', account='bo', secret=b32(b), algorithm='SHA1', digits='6', kind='HOTP', timer='30', counter='9', pinned='false', iconType='', iconValue='')])
    expected = [entry(a, 'Shop', 'ann', algorithm='SHA256', digits=8, period=60, pinned=True), entry(b, 'Bank', 'bo', 'hotp', counter=9)]
    RAIVO = text, expected
    case('export', 'raivo', text, expected)


def steam():
    s, t = secret(), secret()
    one = dict(shared_secret=b64(s), serial_number='1', revocation_code='R1', uri='otpauth://totp/Steam:ann?secret=PLACEHOLDER', account_name='ann',
               identity_secret=b64(rnd(20)), secret_1=b64(rnd(20)), status=1, device_id='android:1')
    case('plain', 'steam', dump(one), [entry(s, 'Steam', 'ann', 'steam')], ext='maFile')
    case('accounts', 'steam', dump(dict(accounts={'7656': one, '7657': dict(shared_secret=b64(t), account_name='bo')})),
         [entry(s, 'Steam', 'ann', 'steam'), entry(t, 'Steam', 'bo', 'steam')])
    iv, salt = rnd(16), rnd(8)
    sealed = b64(cbc(pbkdf2('sha1', UTF8, salt, 50_000, 32), iv, dump(one).encode()))
    manifest = dict(encrypted=True, first_run=False, entries=[dict(encryption_iv=b64(iv), encryption_salt=b64(salt), filename='sda.maFile', steamid=7656)])
    case('sda', 'steam', sealed, [entry(s, 'Steam', 'ann', 'steam')], password=PASSWORD, ext='maFile', files={'manifest.json': dump(manifest)})
    case('sda-wrong', 'steam', sealed, error='wrong-password', password='x', ext='maFile',
         files={'manifest-wrong.json': dump(dict(manifest, entries=[dict(manifest['entries'][0], filename='sda-wrong.maFile')]))})
    case('sda-alone', 'steam', sealed, error='unsupported', password=PASSWORD, ext='maFile')
    iv, salt = rnd(16), rnd(16)
    sealed = cbc(argon2(UTF8, salt, 3, 12 * 1024, 12), iv, dump(one).encode())
    manifest = dict(version=1, entries=[dict(filename='cli.maFile', steam_id=7656, account_name='ann',
                                             encryption=dict(scheme='Argon2idAes256', iv=b64(iv), salt=b64(salt)))])
    case('cli', 'steam', b64(sealed), [entry(s, 'Steam', 'ann', 'steam')], password=PASSWORD, ext='maFile', files={'manifest-cli.json': dump(manifest)})


STRATUM = None


def stratum():
    global STRATUM
    a, b, m, s, y = secret(), secret(), secret(8), secret(), secret(16)
    def item(type, text, **more):
        return dict(dict(Type=type, Icon=None, Issuer='Iss%d' % type, Username='user%d' % type, Secret=text, Pin=None, Algorithm=0, Digits=6, Period=30, Counter=0, CopyCount=0, Ranking=0), **more)
    items = [item(2, b32(a), Icon='@pic', Algorithm=2, Digits=8, Period=60), item(1, b32(b), Counter=6, Username=None),
             item(3, m.hex(), Pin='1234', Period=10), item(4, b32(s), Digits=5), item(5, b32(y), Pin='9999', Digits=8), item(9, b32(a))]
    expected = [entry(a, 'Iss2', 'user2', algorithm='SHA512', digits=8, period=60, tags=['Work']), entry(b, 'Iss1', '', 'hotp', counter=6),
                entry(m, 'Iss3', 'user3', 'motp', pin='1234'), entry(s, 'Iss4', 'user4', 'steam'), entry(y, 'Iss5', 'user5', 'yandex', pin='9999')]
    failures = [(6, 'type')]
    text = dump(dict(Authenticators=items, Categories=[dict(Id='c1', Name='Work', Ranking=0)],
                     AuthenticatorCategories=[dict(CategoryId='c1', AuthenticatorSecret=b32(a), Ranking=0)],
                     CustomIcons=[dict(Id='pic', Data=b64(png()))])).encode()
    STRATUM = items, expected, failures
    case('plain', 'stratum', text, expected, failures)
    salt, iv = rnd(16), rnd(12)
    strong = b'AUTHENTICATORPRO' + salt + iv + gcm(argon2(UTF8, salt, 3, 65536, 4), iv, text)
    case('strong', 'stratum', strong, expected, failures, PASSWORD, ext='authpro')
    case('strong-wrong', 'stratum', strong, error='wrong-password', password='x', ext='authpro')
    salt, iv = rnd(20), rnd(16)
    legacy = b'AuthenticatorPro' + salt + iv + cbc(pbkdf2('sha1', UTF8, salt, 64_000, 32), iv, text)
    case('legacy', 'stratum', legacy, expected, failures, PASSWORD, ext='authpro')
    case('legacy-wrong', 'stratum', legacy, error='wrong-password', password='x', ext='authpro')
    refused('strong-cut', 'stratum', strong[:40], 'damaged', PASSWORD, 'authpro')


def totp_authenticator():
    a, b, c = secret(), secret(), secret()
    items = [dict(issuer='Unknown', name='ann', key=b32(a), base=32, digits='6', period='30'),
             dict(issuer='Bank', name='bo', key=b.hex(), base=16, digits='8', period='60'),
             dict(issuer='Shop', name='cy', key=b64(c), base=64, digits='6', period='30')]
    expected = [entry(a, '', 'ann'), entry(b, 'Bank', 'bo', digits=8, period=60), entry(c, 'Shop', 'cy')]
    def seal(password):
        return b64(cbc(hashlib.sha256(password).digest(), bytes(16), dump({dump(items): ''}).encode()))
    f = 'totp-authenticator'
    case('default', f, seal(b'TotpAuthenticator'), expected, ext='encrypt')
    case('own', f, seal(UTF8), expected, password=PASSWORD, ext='encrypt')
    case('own-wrong', f, seal(UTF8), error='wrong-password', password='x', ext='encrypt')
    case('preferences', f, '<?xml version=\'1.0\' encoding=\'utf-8\' standalone=\'yes\' ?>\n<map>\n    <string name="STATIC_TOTP_CODES_LIST">%s</string>\n    <int name="x" value="1" />\n</map>\n'
         % dump(items).replace('"', '&quot;'), expected, ext='xml')


def authy_script():
    a = secret()
    case('script', 'authy', dump([dict(name='Shop: ann', secret=b32(a), uri='otpauth://totp/Shop:ann?secret=%s&issuer=Shop' % b32(a))]), [entry(a, 'Shop', 'ann')])


def hostile():
    deep = '[' * 100_000 + ']' * 100_000
    case('deep-alone', 'aegis', '{"header":' + deep + ',"db":{}}', error='unsupported')
    case('nan', 'aegis', '{"version":NaN,"header":{"slots":null},"db":{"entries":[]}}', error='damaged')
    case('long-number', 'aegis', '{"header":{},"version":%s,"db":{"entries":[]}}' % ('9' * 31), error='unsupported')


def generate():
    for part in (aegis, twofas, twofauth, andotp, extension, bitwarden, cotp, duo, ente, cxf, freeotp_plus, lastpass, proton, raivo, steam, stratum,
                 totp_authenticator, authy_script, hostile):
        part()
