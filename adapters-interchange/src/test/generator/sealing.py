"""The ciphers and key derivations of the fixtures, by Debian's python3-cryptography, -argon2 and -nacl."""
import hashlib
import hmac

import nacl.bindings as sodium
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common import rnd


def gcm(key, nonce, plain, aad=b''):
    """Cipher text and tag."""
    if len(nonce) == 12:
        return AESGCM(key).encrypt(nonce, plain, aad)
    e = Cipher(algorithms.AES(key), modes.GCM(nonce)).encryptor()
    e.authenticate_additional_data(aad)
    return e.update(plain) + e.finalize() + e.tag


def pad(plain, block=16):
    n = block - len(plain) % block
    return plain + bytes([n]) * n


def cbc(key, iv, plain, padded=True):
    e = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return e.update(pad(plain) if padded else plain) + e.finalize()


def ecb(key, plain):
    e = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return e.update(plain) + e.finalize()


def pbkdf2(name, password, salt, rounds, length):
    return hashlib.pbkdf2_hmac(name, password, salt, rounds, length)


def scrypt(password, salt, n, r, p, length=32):
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=256 << 20, dklen=length)


def argon2(password, salt, passes, memory_kib, lanes, kind=Type.ID, length=32):
    return hash_secret_raw(password, salt, passes, memory_kib, lanes, length, kind, version=19)


def mac(name, key, *parts):
    return hmac.new(key, b''.join(parts), name).digest()


def secretstream(key, plain):
    """Header, and one final message."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    header = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    return header, sodium.crypto_secretstream_xchacha20poly1305_push(state, plain, None, 3)


def xchacha(key, nonce, plain):
    return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, None, nonce, key)


def cryptojs(plain, passphrase):
    """CryptoJS.AES.encrypt under a passphrase, as Base64."""
    import base64
    salt, stretched, block = rnd(8), b'', b''
    while len(stretched) < 48:
        block = hashlib.md5(block + passphrase + salt).digest()
        stretched += block
    return base64.b64encode(b'Salted__' + salt + cbc(stretched[:32], stretched[32:48], plain)).decode()
