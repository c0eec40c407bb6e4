#!/usr/bin/env python3
"""Opens a Watchword backup by docs/backup-format.md alone, to show that the paper says enough.

Usage: read_backup.py BACKUP PASSWORD_FILE
Prints the text that was sealed. Exit 1, with one line on standard error, when it refuses.
"""
import json
import struct
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER = 54


def argon2id(password, salt, memory_kib, passes, lanes):
    if not (8 <= memory_kib <= 262144 and 1 <= passes and passes * memory_kib <= 4 << 20 and 1 <= lanes <= 16):
        sys.exit('the Argon2id cost is out of bounds')
    try:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib).derive(password)
    except ImportError:
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(password, salt, passes, memory_kib, lanes, 32, Type.ID, 0x13)


def main():
    with open(sys.argv[1], 'rb') as f:
        data = f.read()
    with open(sys.argv[2], encoding='utf-8') as f:
        password = f.readline().rstrip('\r\n').encode()
    if len(data) < HEADER + 16 or data[:16] != b'WATCHWORD-BACKUP':
        sys.exit('this is no Watchword backup')
    version, memory_kib, passes, lanes = struct.unpack_from('>BIIB', data, 16)
    if version != 1:
        sys.exit('this version is not known')
    key = argon2id(password, data[26:42], memory_kib, passes, lanes)
    try:
        text = AESGCM(key).decrypt(data[42:HEADER], data[HEADER:], data[:HEADER])
    except InvalidTag:
        sys.exit('the password does not open it, or it was changed')
    if len(text) % 256 or not text.endswith(b' '):
        sys.exit('the blanks behind the text are missing')
    print(json.dumps(json.loads(text), ensure_ascii=False))


main()
