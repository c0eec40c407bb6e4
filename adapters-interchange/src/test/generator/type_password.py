#!/usr/bin/python3
"""Runs a program that reads a password from a terminal alone: type_password.py PASSWORD COMMAND [ARGUMENT]..."""
import os
import pty
import select
import sys

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown = b''
while True:
    # its question may be held back, and what was typed before it asked is dropped: type until it goes on
    if not select.select([terminal], [], [], 1)[0]:
        os.write(terminal, sys.argv[1].encode() + b'\n')
        continue
    try:
        more = os.read(terminal, 1024)
    except OSError:
        break
    if not more:
        break
    shown += more
sys.stdout.write(shown.decode(errors='replace'))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
