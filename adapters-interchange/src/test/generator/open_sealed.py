#!/usr/bin/python3
"""Opens a sealed backup by Debian's libraries and prints the plain text: open_sealed.py WRITER FILE PASSWORD."""
import hashlib
import hmac
import json
import struct
import sys
from base64 import b64decode

import nacl.bindings as sodium
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def aegis(data, password):
    root = json.loads(data)
    slot, params = root['header']['slots'][0], root['header']['params']
    key = hashlib.scrypt(password, salt=bytes.fromhex(slot['salt']), n=slot['n'], r=slot['r'], p=slot['p'], maxmem=1 << 28, dklen=32)
    open_ = lambda k, p, ct: AESGCM(k).decrypt(bytes.fromhex(p['nonce']), ct + bytes.fromhex(p['tag']), b'')
    return open_(open_(key, slot['key_params'], bytes.fromhex(slot['key'])), params, b64decode(root['db']))


def twofas(data, password):
    ct, salt, iv = map(b64decode, json.loads(data)['servicesEncrypted'].split(':'))
    return AESGCM(hashlib.pbkdf2_hmac('sha256', password, salt, 10_000, 32)).decrypt(iv, ct, b'')


def ente(data, password):
    root = json.loads(data)
    kdf = root['kdfParams']
    key = hash_secret_raw(password, b64decode(kdf['salt']), kdf['opsLimit'], kdf['memLimit'] // 1024, 1, 32, Type.ID, version=19)
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, b64decode(root['encryptionNonce']), key)
    return sodium.crypto_secretstream_xchacha20poly1305_pull(state, b64decode(root['encryptedData']), None)[0]


def bitwarden(data, password):
    root = json.loads(data)
    key = hashlib.pbkdf2_hmac('sha256', password, root['salt'].encode(), root['kdfIterations'], 32)
    enc, mac = (hmac.new(key, info + b'\x01', 'sha256').digest() for info in (b'enc', b'mac'))
    iv, ct, tag = map(b64decode, root['data'][2:].split('|'))
    assert hmac.compare_digest(hmac.new(mac, iv + ct, 'sha256').digest(), tag)
    d = Cipher(algorithms.AES(enc), modes.CBC(iv)).decryptor()
    return d.update(ct) + d.finalize()


def stratum(data, password):
    assert data[:16] == b'AUTHENTICATORPRO'
    return AESGCM(hash_secret_raw(password, data[16:32], 3, 65536, 4, 32, Type.ID, version=19)).decrypt(data[32:44], data[44:], b'')


def andotp(data, password):
    key = hashlib.pbkdf2_hmac('sha1', password, data[4:16], struct.unpack('>I', data[:4])[0], 32)
    return AESGCM(key).decrypt(data[16:28], data[28:], b'')


OPENERS = dict(AegisWriter=aegis, TwoFasWriter=twofas, EnteWriter=ente, BitwardenWriter=bitwarden, StratumWriter=stratum, AndOtpWriter=andotp)
with open(sys.argv[2], 'rb') as f:
    sys.stdout.buffer.write(OPENERS[sys.argv[1]](f.read(), sys.argv[3].encode()))
