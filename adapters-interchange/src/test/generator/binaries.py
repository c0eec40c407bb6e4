"""Formats that are binary: databases, and files without any mark."""
import os
import sqlite3
import struct
import subprocess
import tempfile

import jsons
from common import PASSWORD, b32, b64, case, dump, entry, refused, rnd, secret
from sealing import argon2, gcm, pbkdf2

UTF8 = PASSWORD.encode()


def database(*statements, page_size=4096):
    """An SQLite file made by SQLite itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'x.db')
        db = sqlite3.connect(path)
        db.execute('pragma page_size=%d' % page_size)
        for statement, *values in statements:
            db.execute(statement, values)
        db.commit()
        db.execute('vacuum')
        db.close()
        with open(path, 'rb') as f:
            return f.read()


def sqlcipher(*statements, setup=''):
    """An encrypted database made by the sqlcipher shell (release 3)."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'x.db')
        script = "pragma key='%s';\n%s\n%s\n" % (PASSWORD, setup, ';\n'.join(statements) + ';')
        subprocess.run(['sqlcipher', path], input=script.encode(), check=True, stdout=subprocess.DEVNULL)
        with open(path, 'rb') as f:
            return f.read()


def google():
    a, b, c = secret(), secret(), secret()
    table = 'CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT NOT NULL, secret TEXT NOT NULL, counter INTEGER DEFAULT 0, type INTEGER, provider INTEGER DEFAULT 0, issuer TEXT DEFAULT NULL, original_name TEXT DEFAULT NULL)'
    insert = 'insert into accounts(email,secret,counter,type,issuer,original_name) values (?,?,?,?,?,?)'
    rows = [(insert, 'Shop:ann', b32(a), 0, 0, 'Shop', 'Shop:ann'), (insert, 'bo', b32(b), 2**40, 1, None, None), (insert, 'Bank:cy', b32(c), 0, 0, None, None),
            (insert, 'x' * 200 + '@example.org', b32(c), 0, 0, 'Long', None)]
    expected = [entry(a, 'Shop', 'ann'), entry(b, '', 'bo', 'hotp', counter=2**40), entry(c, 'Bank', 'cy'), entry(c, 'Long', 'x' * 200 + '@example.org')]
    f = 'google-authenticator'
    case('databases', f, database((table,), *rows), expected, ext='db')
    case('small-pages', f, database((table,), *rows, page_size=512), expected, ext='db')
    case('utf16', f, database(("pragma encoding='UTF-16be'",), (table,), *rows), expected, ext='db')
    many = [(insert, 'a%d' % i, b32(a[:18] + struct.pack('>H', i)), 0, 0, 'Many', None) for i in range(300)]
    case('many-pages', f, database((table,), *many, page_size=512), [entry(a[:18] + struct.pack('>H', i), 'Many', 'a%d' % i) for i in range(300)], ext='db')
    newer = ('alter table accounts add column isencrypted INTEGER DEFAULT 0',)
    case('newer', f, database((table,), rows[0], newer, ('insert into accounts(email,secret,counter,type,isencrypted) values (?,?,0,0,1)', 'bo', 'AAAA')),
         expected[:1], [(2, 'secret')], ext='db')
    refused('view', 'google-authenticator', database(('create table t(x)',), ("create view accounts as with recursive r(email) as (select 1 union all select email+1 from r) select email, 'AA' secret, 0 counter, 0 type from r",)),
            'unknown-format', ext='db')
    whole = database((table,), *many, page_size=512)
    case('cut', f, whole[:len(whole) // 2], error='damaged', ext='db')


def microsoft():
    a, b = secret(), secret(32)
    case('phonefactor', 'microsoft', database(
        ('CREATE TABLE accounts (_id INTEGER PRIMARY KEY AUTOINCREMENT, group_key TEXT, username TEXT, oath_enabled INTEGER, oath_secret_key TEXT, name TEXT, "account_type" INTEGER NOT NULL, [ca,b] TEXT, CHECK (account_type >= 0))',),
        ('insert into accounts(username,oath_secret_key,name,account_type) values (?,?,?,?)', 'ann', b32(a), 'Shop', 0),
        ('insert into accounts(username,oath_secret_key,name,account_type) values (?,?,?,?)', 'bo@live', b64(b), 'Microsoft', 1),
        ('insert into accounts(username,oath_secret_key,name,account_type) values (?,?,?,?)', 'cy@work', '', 'Work', 2)),
        [entry(a, 'Shop', 'ann'), entry(b, 'Microsoft', 'bo@live', digits=8)], [(3, 'type')], ext='db')


def stratum():
    items, expected, failures = jsons.STRATUM
    columns = ['type', 'icon', 'issuer', 'username', 'secret', 'pin', 'algorithm', 'digits', 'period', 'counter', 'copyCount', 'ranking']
    table = 'CREATE TABLE "authenticator"(\n"type" integer ,\n"icon" varchar ,\n"issuer" varchar(32) ,\n"username" varchar(40) ,\n"secret" varchar primary key not null ,\n"pin" varchar(16) ,\n"algorithm" integer ,\n"digits" integer ,\n"period" integer ,\n"counter" integer ,\n"copyCount" integer ,\n"ranking" integer )'
    def values(item, i):
        return [item['Type'], None, item['Issuer'], item['Username'], item['Secret'] + (' ' if i == 5 else ''), item['Pin'], item['Algorithm'], item['Digits'], item['Period'], item['Counter'], 0, i]
    expected = [dict(e, tags=[]) for e in expected]
    inserts = [('insert into authenticator values (%s)' % ','.join('?' * 12), *values(item, i)) for i, item in enumerate(items)]
    case('database', 'stratum', database((table,), *inserts), expected, failures, ext='db3')
    quoted = ['insert into authenticator values (%s)' % ','.join('null' if v is None else repr(v) for v in values(item, i)) for i, item in enumerate(items)]
    case('database-sealed', 'stratum', sqlcipher(table, *quoted), expected, failures, PASSWORD, ext='db3')
    case('database-sealed-wrong', 'stratum', sqlcipher(table, *quoted), error='wrong-password', password='x', ext='db3')


def authenticator_plus():
    a, b, c = secret(), secret(), secret()
    f = 'authenticator-plus'
    made = sqlcipher('CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT NOT NULL, secret TEXT NOT NULL, counter INTEGER DEFAULT 0, type INTEGER, issuer TEXT, original_name TEXT, category TEXT)',
                     'CREATE TABLE category (_id INTEGER PRIMARY KEY, name TEXT)',
                     "insert into accounts(email,secret,counter,type,issuer,category) values ('Shop:ann','%s',0,0,'Shop','Work')" % b32(a),
                     "insert into accounts(email,secret,counter,type,issuer,category) values ('bo','%s',8,1,'Bank','All Accounts')" % b32(b),
                     "insert into accounts(email,secret,counter,type,issuer,category) values ('US-1','%s',0,2,'Blizzard','All Accounts')" % c.hex())
    case('database', f, made, [entry(a, 'Shop', 'ann', tags=['Work']), entry(b, 'Bank', 'bo', 'hotp', counter=8), entry(c, 'Blizzard', 'US-1', digits=8)],
         password=PASSWORD, ext='db')
    case('database-wrong', f, made, error='wrong-password', password='x', ext='db')
    case('database-none', f, made, error='password-needed', ext='db')


def otpclient():
    a, b, s = secret(), secret(), secret()
    text = dump([dict(type='TOTP', label='ann', issuer='Shop', digits=8, algo='SHA256', secret=b32(a), period=60, group='Work'),
                 dict(type='HOTP', label='bo', issuer='Bank', digits=6, algo='SHA1', secret=b32(b), counter=4),
                 dict(type='TOTP', label='cy', issuer='Steam', digits=5, algo='SHA1', secret=b32(s), period=30)]).encode() + b'\0'  # the C string's end
    expected = [entry(a, 'Shop', 'ann', algorithm='SHA256', digits=8, period=60, tags=['Work']), entry(b, 'Bank', 'bo', 'hotp', counter=4), entry(s, 'Steam', 'cy', 'steam')]
    uncommon = 'pässwörd'
    cut = uncommon.encode()[:len(uncommon)]
    iv, salt = rnd(16), rnd(32)
    def version_1(key):
        return iv + salt + gcm(pbkdf2('sha512', key, salt, 100_000, 32), iv, text, iv + salt)
    case('version-1', 'otpclient', version_1(UTF8), expected, password=PASSWORD, ext='enc')
    case('version-1-cut', 'otpclient', version_1(cut), expected, password=uncommon, ext='enc')
    case('version-1-cut-less', 'otpclient', version_1(uncommon.encode()[:len(uncommon) + 1]), expected, password=uncommon, ext='enc')
    case('version-1-wrong', 'otpclient', version_1(cut), error='wrong-password', password='x', ext='enc')
    for name, key in (('version-2', UTF8), ('version-2-cut', cut)):
        header = b'OTPClient\0\0\0' + struct.pack('<i', 2) + iv + salt + struct.pack('<iii', 4, 16 * 1024, 4)
        case(name, 'otpclient', header + gcm(argon2(key, salt, 4, 16 * 1024, 4), iv, text, header), expected,
             password=PASSWORD if key == UTF8 else uncommon, ext='enc')
    header = b'OTPClient' + struct.pack('>i', 3) + iv + salt + struct.pack('>iii', 3, 32 * 1024, 2)
    made = header + gcm(argon2(UTF8, salt, 3, 32 * 1024, 2), iv, text, header)
    case('version-3', 'otpclient', made, expected, password=PASSWORD, ext='enc')
    case('version-3-wrong', 'otpclient', made, error='wrong-password', password='x', ext='enc')
    header = b'OTPClient' + struct.pack('>i', 3) + iv + salt + struct.pack('>iii', 3, 2**31 - 1, 2)
    case('version-3-costly', 'otpclient', header + made[73:], error='unsupported', password=PASSWORD, ext='enc')
    refused('version-9', 'otpclient', b'OTPClient' + struct.pack('>i', 9) + made[13:], 'unsupported', PASSWORD, 'enc')


def java_utf(text):
    raw = text.encode()
    return struct.pack('>H', len(raw)) + raw


def java_map(pairs, load_first=True):
    """A java.util.HashMap as ObjectOutputStream writes it."""
    out = b'\xac\xed\x00\x05sr' + java_utf('java.util.HashMap') + bytes.fromhex('0507dac1c31660d1') + b'\x03\x00\x02'
    out += b'F' + java_utf('loadFactor') + b'I' + java_utf('threshold') + b'xp' + struct.pack('>fi', 0.75, 12)
    out += b'w\x08' + struct.pack('>ii', 16, len(pairs))
    for key, value in pairs:
        for text in (key, value):
            out += b't' + java_utf(text)
    return out + b'x'


def signed(raw):
    return [x - 256 if x > 127 else x for x in raw]


def freeotp():
    a, b = secret(), secret(32)
    def wrap(key, plain, token, bare=False):
        nonce = rnd(12)
        octets = b'\x04\x0c' + nonce
        der = octets if bare else b'\x30\x11' + octets + b'\x02\x01\x10'
        return dict(mCipher='AES/GCM/NoPadding', mCipherText=signed(gcm(key, nonce, plain, token.encode())), mParameters=signed(der), mToken=token)
    salt, master = rnd(32), rnd(32)
    def backup(rounds, name, hash_name):
        root = dict(mAlgorithm=name, mIterations=rounds, mSalt=signed(salt), mEncryptedKey=wrap(pbkdf2(hash_name, UTF8, salt, rounds, 32), master, 'AES', True))
        pairs = [('masterKey', dump(root))]
        for uuid, raw, token, details in (('u1', a, 'HmacSHA1', dict(type='TOTP', issuerExt='Shop', issuerInt='Shop', label='ann', digits=6, period=30)),
                                          ('u2', b, 'HmacSHA256', dict(type='HOTP', issuerExt='Bank', label='bö', algo='SHA256', digits=8, counter=3))):
            pairs += [(uuid, dump(dict(key=dump(wrap(master, raw, token))))), (uuid + '-token', dump(details))]
        return java_map(pairs)
    expected = [entry(a, 'Shop', 'ann'), entry(b, 'Bank', 'bö', 'hotp', 'SHA256', 8, counter=3)]
    made = backup(100_000, 'PBKDF2withHmacSHA512', 'sha512')
    case('version-2', 'freeotp', made, expected, password=PASSWORD, ext='xml')
    case('version-2-sha1', 'freeotp', backup(1, 'PBKDF2withHmacSHA1', 'sha1'), expected, password=PASSWORD, ext='xml', warnings=['weakly protected (PBKDF2 with 1 rounds)'])
    case('version-2-wrong', 'freeotp', made, error='wrong-password', password='x', ext='xml')
    case('version-2-cut', 'freeotp', made[:len(made) // 2], error='damaged', password=PASSWORD, ext='xml')
    other = made.replace(b'java.util.HashMap', b'java.util.HashSet')
    case('other-class', 'freeotp', other, error='damaged', password=PASSWORD, ext='xml')
    nested = b'\xac\xed\x00\x05sr' + java_utf('java.util.HashMap') + bytes.fromhex('0507dac1c31660d1') + b'\x03\x00\x01F' + java_utf('loadFactor') + b'xp' + struct.pack('>f', 0.75) + b'w\x08' + struct.pack('>ii', 16, 1) + b'sr' + java_utf('java.net.URL')
    case('nested-object', 'freeotp', nested, error='damaged', password=PASSWORD, ext='xml')
    case('huge-count', 'freeotp', made.replace(struct.pack('>ii', 16, 5), struct.pack('>ii', 16, 2**31 - 1)), error='damaged', password=PASSWORD, ext='xml')


def generate():
    for part in (google, microsoft, stratum, authenticator_plus, otpclient, freeotp):
        part()
