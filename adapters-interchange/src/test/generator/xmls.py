"""Formats that are XML."""
from xml.sax.saxutils import escape, quoteattr

from common import PASSWORD, b32, b64, case, dump, entry, refused, rnd, secret
from sealing import cbc, mac, pbkdf2

UTF8 = PASSWORD.encode()


def preferences(**strings):
    body = ''.join('    <string name=%s>%s</string>\n' % (quoteattr(k), escape(v, {'"': '&quot;'})) for k, v in strings.items())
    return "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n%s    <boolean name=\"b\" value=\"true\" />\n</map>\n" % body


def authy():
    a, b, c, own = secret(), secret(), secret(), secret()
    def token(raw, sealed, **more):
        t = dict(dict(accountType='authenticator', name='', originalName=None, originalIssuer=None, digits=6), **more)
        if sealed:
            salt = b64(rnd(12))
            t.update(encryptedSecret=b64(cbc(pbkdf2('sha1', UTF8, salt.encode(), 1000, 32), bytes(16), b32(raw).encode())), salt=salt)
        else:
            t.update(decryptedSecret=b32(raw))
        return t
    own_text = dump([dict(name='Twilio', secretSeed=own.hex(), digits=7, accountType='authy')])
    def file(sealed):
        tokens = [token(a, sealed, name='Shop: ann', originalName='Shop:ann', originalIssuer='Shop'),
                  token(b, sealed, name='Bank - bo', digits=8), token(c, sealed, name='cy', accountType='google')]
        return preferences(**{'com.authy.storage.tokens.authenticator.key': dump(tokens), 'com.authy.storage.tokens.authy.key': own_text})
    expected = [entry(a, 'Shop', 'ann'), entry(b, 'Bank', 'bo', digits=8), entry(c, 'Google', 'cy'), entry(own, 'Twilio', '', digits=7, period=10)]
    case('plain', 'authy', file(False), expected, ext='xml')
    case('encrypted', 'authy', file(True), expected, password=PASSWORD, ext='xml', warnings=['weakly protected (PBKDF2 with 1000 rounds)'])
    case('encrypted-wrong', 'authy', file(True), error='wrong-password', password='x', ext='xml')


MASK = bytes.fromhex('398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773fa59ba47c17ca6c6479015c1d5b8b8f6b9a')


def battlenet():
    a = secret()
    def cover(text):
        return bytes(x ^ y for x, y in zip(text.encode(), MASK)).hex()
    case('preferences', 'battlenet', preferences(**{'com.blizzard.messenger.AUTHENTICATOR_SERIAL': cover('EU-1234-5678-9012'),
                                                    'com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET': cover(a.hex())}),
         [entry(a, 'Battle.net', 'EU-1234-5678-9012', digits=8)], ext='xml')


def freeotp():
    a, b, s = secret(), secret(), secret()
    def signed(raw):
        return [x - 256 if x > 127 else x for x in raw]
    strings = {'Shop:ann': dump(dict(algo='SHA512', counter=0, digits=8, issuerExt='Shop', issuerInt='Shop', label='ann', period=60, secret=signed(a), type='TOTP')),
               'Bank:bo': dump(dict(algo='SHA1', counter=6, digits=6, issuerExt='Bank', issuerInt='Bank', label='bo', period=30, secret=signed(b), type='HOTP')),
               'Steam:cy': dump(dict(counter=0, digits=6, issuerExt='Steam', label='cy', period=30, secret=signed(s), type='TOTP')),
               'tokenOrder': '["Shop:ann"]'}
    case('version-1', 'freeotp', preferences(**strings),
         [entry(a, 'Shop', 'ann', algorithm='SHA512', digits=8, period=60), entry(b, 'Bank', 'bo', 'hotp', counter=7), entry(s, 'Steam', 'cy', 'steam')], ext='xml')


def pskc():
    a, b = secret(), secret()
    ns = 'xmlns="urn:ietf:params:xml:ns:keyprov:pskc"'
    plain = '''<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" %s><KeyPackage><DeviceInfo><Manufacturer>M</Manufacturer><SerialNo>SN1</SerialNo></DeviceInfo>
<Key Id="k1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><Issuer>Issuer-A</Issuer><AlgorithmParameters><ResponseFormat Length="8" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><PlainValue>%s</PlainValue></Secret><Counter><PlainValue>42</PlainValue></Counter></Data></Key></KeyPackage>
<KeyPackage><Key Id="k2" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><AlgorithmParameters><Suite>HMAC-SHA256</Suite><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><PlainValue> %s </PlainValue></Secret><TimeInterval><PlainValue>60</PlainValue></TimeInterval></Data></Key></KeyPackage></KeyContainer>''' % (ns, b64(a), b64(b))
    case('plain', 'pskc', plain, [entry(a, 'Issuer-A', 'SN1', 'hotp', digits=8, counter=42), entry(b, '', 'k2', algorithm='SHA256', period=60)], ext='xml')

    def sealed(key, encryption):
        iv, mac_iv, mac_key = rnd(16), rnd(16), rnd(20)
        value = iv + cbc(key, iv, a)
        return '''<?xml version="1.0"?>
<pskc:KeyContainer Version="1.0" xmlns:pskc="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">
<pskc:EncryptionKey>%s</pskc:EncryptionKey>
<pskc:MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"><pskc:MACKey><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></pskc:MACKey></pskc:MACMethod>
<pskc:KeyPackage><pskc:DeviceInfo><pskc:SerialNo>SN2</pskc:SerialNo></pskc:DeviceInfo><pskc:Key Id="k" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><pskc:Issuer>I</pskc:Issuer>
<pskc:AlgorithmParameters><pskc:ResponseFormat Length="6" Encoding="DECIMAL"/></pskc:AlgorithmParameters>
<pskc:Data><pskc:Secret><pskc:EncryptedValue><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></pskc:EncryptedValue><pskc:ValueMAC>%s</pskc:ValueMAC></pskc:Secret>
<pskc:Counter><pskc:PlainValue>0</pskc:PlainValue></pskc:Counter></pskc:Data></pskc:Key></pskc:KeyPackage></pskc:KeyContainer>''' % (
            encryption, b64(mac_iv + cbc(key, mac_iv, mac_key)), b64(value), b64(mac('sha1', mac_key, value)))

    expected = [entry(a, 'I', 'SN2', 'hotp')]
    key = rnd(16)
    shared = sealed(key, '<ds:KeyName>Pre-shared-key</ds:KeyName>')
    case('pre-shared', 'pskc', shared, expected, password=key.hex(), ext='xml')
    case('pre-shared-wrong', 'pskc', shared, error='wrong-password', password='00' * 16, ext='xml')
    salt = rnd(8)
    derived = sealed(pbkdf2('sha1', UTF8, salt, 1000, 16), '<xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2"><pkcs5:PBKDF2-params><Salt><Specified>%s</Specified></Salt><IterationCount>1000</IterationCount><KeyLength>16</KeyLength></pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod><xenc11:MasterKeyName>My Password</xenc11:MasterKeyName></xenc11:DerivedKey>' % b64(salt))
    case('derived', 'pskc', derived, expected, password=PASSWORD, ext='xml')
    case('derived-wrong', 'pskc', derived, error='wrong-password', password='x', ext='xml')
    refused('doctype', 'pskc', plain.replace('<KeyContainer', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<KeyContainer', 1), 'unknown-format', ext='xml')


def generate():
    for part in (authy, battlenet, freeotp, pskc):
        part()
