"""Databases whose newest pages are still in the log beside them, as on a phone; made by SQLite itself."""
import os
import shutil
import sqlite3
import tempfile

from common import b32, b64, case, entry, secret


def with_log(statements, checkpointed=0):
    """The file and its log, copied while the database is open. The first statements are in the file itself."""
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, 'x')
    db = sqlite3.connect(path, isolation_level=None)
    db.execute('PRAGMA journal_mode=WAL')
    db.execute('PRAGMA wal_autocheckpoint=0')
    for i, (sql, values) in enumerate(statements):
        db.execute(sql, values)
        if i + 1 == checkpointed:
            db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    files = [open(path + end, 'rb').read() for end in ('', '-wal', '-shm')]
    db.close()
    shutil.rmtree(folder)
    return files


def generate():
    a, b, c = secret(), secret(), secret()
    table = ('CREATE TABLE accounts (_id INTEGER PRIMARY KEY, account_type INTEGER, name TEXT, username TEXT, oath_secret_key TEXT)', ())
    insert = 'INSERT INTO accounts (account_type, name, username, oath_secret_key) VALUES (?,?,?,?)'
    file, log, index = with_log([table, (insert, (0, 'Shop', 'ann', b32(a))), (insert, (0, 'Bank', 'bo', b32(b)))], checkpointed=2)
    both = [entry(a, 'Shop', 'ann'), entry(b, 'Bank', 'bo')]
    case('log', 'microsoft', file, both, ext='sqlite', files={'log.sqlite-wal': log, 'log.sqlite-shm': index})
    case('log-cut', 'microsoft', file, both[:1], ext='sqlite', files={'log-cut.sqlite-wal': log[:-700]})
    file, log, _ = with_log([table, (insert, (1, 'Outlook', 'cy@example.org', b64(c)))])
    case('all-in-log', 'microsoft', file, [entry(c, 'Outlook', 'cy@example.org', digits=8)], ext='sqlite', files={'all-in-log.sqlite-wal': log})
