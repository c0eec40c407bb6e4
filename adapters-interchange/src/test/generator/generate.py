#!/usr/bin/python3
"""Writes the fixtures of the importers' tests, each by means that share nothing with the importers.

    apt-get install python3-cryptography python3-argon2 python3-nacl python3-pykeepass p7zip-full sqlcipher zip
    /usr/bin/python3 adapters-interchange/src/test/generator/generate.py

Most files come out the same in every run; those of 7z, zip, sqlcipher, libsodium and pykeepass hold their own
random bytes. The accounts are invented, their secrets random.
"""
import shutil
import os

import common
import binaries
import jsons
import keepasses
import logs
import texts
import xmls
import zips

if os.path.isdir(common.OUT):
    shutil.rmtree(common.OUT)
for part in (jsons, texts, binaries, xmls, zips, keepasses, logs):
    part.generate()
common.finish()
