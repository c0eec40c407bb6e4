"""Formats that are plain text."""
import html
from urllib.parse import quote

from common import b32, b64, case, dump, entry, refused, rnd, secret


def varint(n):
    n &= (1 << 64) - 1
    out = b''
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def otp(raw, name='', issuer='', algorithm=1, digits=1, type=2, counter=0):
    return field(1, (field(1, raw) if raw else b'') + field(2, name.encode()) + field(3, issuer.encode()) + field(4, algorithm) + field(5, digits)
                 + field(6, type) + field(7, counter) + field(8, b'unique'))


def payload(otps, size=1, index=0, batch=-1234567):
    return b''.join(otps) + field(2, 1) + field(3, size) + field(4, index) + field(5, batch)


def migration(data, encode=lambda d: quote(b64(d), safe='')):
    return 'otpauth-migration://offline?data=' + encode(data)


def google():
    f = 'google-migration'
    raws = [secret() for _ in range(5)]
    otps = [otp(raws[0], 'Shop:ann', 'Shop'), otp(raws[1], 'bo', 'Bank', 2, 2, 1, 7), otp(raws[2], 'Alone:cy'), otp(raws[3], 'di', 'MD5', 4),
            otp(raws[4], 'ed', 'Un', 0, 0, 0), otp(b'', 'none', 'x')]
    expected = [entry(raws[0], 'Shop', 'ann'), entry(raws[1], 'Bank', 'bo', 'hotp', 'SHA256', 8, counter=7), entry(raws[2], 'Alone', 'cy'), entry(raws[4], 'Un', 'ed')]
    failures = [(4, 'algorithm'), (6, 'secret')]
    data = payload(otps) + field(99, 5) + field(98, b'unknown') + varint(97 << 3 | 3) + field(1, 1) + varint(97 << 3 | 4)
    case('one', f, migration(data) + '\n', expected, failures, ext='txt')
    case('raw', f, '# zbar says\r\nQR-Code:' + migration(data, b64) + '\r\n', expected, failures, ext='txt')
    case('blanks', f, migration(data, lambda d: b64(d).replace('+', ' ').rstrip('=')), expected, failures, ext='txt')
    case('missing', f, migration(payload(otps[:1], 3, 1)), expected[:1], ext='txt', warnings=['missing: 1, 3'])
    case('two-of-three', f, migration(payload(otps[:1], 3, 1)), expected[:1], ext='txt',
         files={'part-1.txt': migration(payload([otp(raws[1], 'x', 'y')], 3, 0))}, warnings=['missing: 3'])
    groups = b''.join(varint(9 << 3 | 3) for _ in range(30_000))
    refused('nested-groups', f, migration(groups), 'damaged', ext='txt')
    refused('cut', f, migration(data[:40]), 'damaged', ext='txt')
    refused('no-base64', f, 'otpauth-migration://offline?data=%%%', 'damaged', ext='txt')


def uri_list():
    a, b, m, s, y = secret(), secret(), secret(8), secret(), secret(16)
    text = ['# my codes', '', 'otpauth://totp/Shop:ann?secret=%s&issuer=Shop&tags=one&tags=two' % b32(a),
            'OTPAUTH://HOTP/Bank%%3Abo?SECRET=%s&counter=5&digits=8&algorithm=HmacSHA256' % b32(b),
            'motp://Mobile:cy?secret=%s' % m.hex(), 'steam://' + b32(s), 'otpauth://yaotp/di?secret=%s&pin=%s' % (b32(y), b32(b'5239')),
            'this is no URI', 'phonefactor://activate?code=1', 'otpauth://totp/x?secret=', 'otpauth://totp/x?secret=%s&digits=٦' % b32(a)]
    expected = [entry(a, 'Shop', 'ann', tags=['one', 'two']), entry(b, 'Bank', 'bo', 'hotp', 'SHA256', 8, counter=5), entry(m, 'Mobile', 'cy', 'motp'),
                entry(s, 'Steam', '', 'steam'), entry(y, '', 'di', 'yandex', pin='5239')]
    failures = [(8, 'scheme'), (9, 'scheme'), (10, 'secret'), (11, 'digits')]
    case('crlf', 'uri-list', '\r\n'.join(text), expected, failures, ext='txt')
    case('utf16', 'uri-list', ('\ufeff' + '\n'.join(text)).encode('utf-16-le'), expected, failures, ext='txt')
    case('commas', 'uri-list', 'otpauth://totp/Shop:ann?secret=%s&issuer=Shop,otpauth://totp/Bank:bo?secret=%s' % (b32(a), b32(b)),
         [entry(a, 'Shop', 'ann'), entry(b, 'Bank', 'bo')], ext='txt')


def sheet():
    a, b = secret(), secret()
    uris = ['otpauth://totp/Shop:ann?secret=%s&issuer=Shop&digits=8' % b32(a), 'otpauth://hotp/Bank:bo?secret=%s&issuer=Bank&counter=3' % b32(b)]
    rows = ''.join('<tr><td>x</td><td>y</td><td><code>%s</code></td><td><img src="data:image/png;base64,AAAA"></td></tr>' % html.escape(u) for u in uris)
    case('sheet', 'html', '<!doctype html>\n<html><body><script>1</script><table>%s</table></body></html>' % rows,
         [entry(a, 'Shop', 'ann', digits=8), entry(b, 'Bank', 'bo', 'hotp', counter=3)], ext='html')


def oath_csv():
    a, b = secret(), secret(32)
    case('tokens', 'oath-csv', '# serial, key, type, digits, period\r\nT001, %s, totp, 6, 60\r\nH001,%s,HOTP,8,\r\nX,zz,totp,6,30\r\n' % (a.hex(), b.hex().upper()),
         [entry(a, '', 'T001', period=60), entry(b, '', 'H001', 'hotp', digits=8)], [(4, 'secret')], ext='csv')


WINAUTH = None


def winauth():
    global WINAUTH
    a, b, s = secret(), secret(), secret()
    text = '\r\n'.join([
        '# WinAuth export', 'otpauth://totp/My+Shop:ann?secret=%s&digits=6&icon=x' % b32(a),
        'otpauth://totp/BattleNet:US-1?secret=%s&digits=8&issuer=BattleNet&serial=US-1' % b32(b),
        'otpauth://totp/Steam:cy?secret=%s&digits=5&issuer=Steam&deviceid=android%%3a1&data=%s' % (b32(rnd(20)), quote(dump(dict(shared_secret=b64(s)))))])
    expected = [entry(a, 'My Shop', 'ann'), entry(b, 'BattleNet', 'US-1', digits=8), entry(s, 'Steam', 'cy', 'steam')]
    WINAUTH = text, expected
    case('text', 'winauth', text, expected, ext='txt')


def unknown():
    refused('empty', 'none', '', 'unknown-format', ext='txt')
    refused('prose', 'none', 'Dear all,\nthis is a letter.\n', 'unknown-format', ext='txt')
    refused('other-json', 'none', '{"a": [1, 2, 3]}', 'unknown-format')
    refused('other-xml', 'none', '<a><b/></a>', 'unknown-format', ext='xml')
    refused('elf', 'none', b'\x7fELF' + bytes(600), 'unknown-format', ext='bin')


def generate():
    for part in (google, uri_list, sheet, oath_csv, winauth, unknown):
        part()
