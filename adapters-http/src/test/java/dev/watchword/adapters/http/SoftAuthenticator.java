package dev.watchword.adapters.http;

import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.session.Authenticator;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;

/// An authenticator and the browser before it, in software: ES256, attestation `none` (WebAuthn
/// Level 3 §6.1, §6.5, RFC 9052 §7). Not thread-safe.
final class SoftAuthenticator implements Authenticator {

  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;

  private final KeyPair keys;
  private final byte[] id = new byte[32];
  private final PersonId person;
  private int count = 1;

  SoftAuthenticator(PersonId person) {
    this.person = person;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    new SecureRandom().nextBytes(id);
  }

  @Override
  public WebAuthn.Made make(String challenge, WebAuthn.Site site) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(head(site, PRESENT | VERIFIED | ATTESTED));
    data.writeBytes(new byte[16]);
    data.writeBytes(new byte[] {0, (byte) id.length});
    data.writeBytes(id);
    data.writeBytes(coseKey());
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write(0xa3);
    word(object, "fmt");
    word(object, "none");
    word(object, "attStmt");
    object.write(0xa0);
    word(object, "authData");
    object.write(0x58);
    object.write(data.size());
    object.writeBytes(data.toByteArray());
    return new WebAuthn.Made(
        text(clientData("webauthn.create", challenge, site)), text(object.toByteArray()));
  }

  @Override
  public WebAuthn.Used use(String challenge, WebAuthn.Site site, boolean verified) {
    count++;
    return used(challenge, site, verified);
  }

  @Override
  public WebAuthn.Used useAsCopy(String challenge, WebAuthn.Site site) {
    return used(challenge, site, true);
  }

  private WebAuthn.Used used(String challenge, WebAuthn.Site site, boolean verified) {
    byte[] head = head(site, verified ? PRESENT | VERIFIED : PRESENT);
    byte[] clientData = clientData("webauthn.get", challenge, site);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(head);
      signature.update(sha256(clientData));
      return new WebAuthn.Used(
          text(id),
          text(clientData),
          text(head),
          text(signature.sign()),
          Optional.of(Passkey.userHandle(person)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] head(WebAuthn.Site site, int flags) {
    return ByteBuffer.allocate(37)
        .put(sha256(site.id().getBytes(StandardCharsets.UTF_8)))
        .put((byte) flags)
        .putInt(count)
        .array();
  }

  private byte[] coseKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
    out.writeBytes(coordinate(key.getW().getAffineX()));
    out.writeBytes(new byte[] {0x22, 0x58, 32});
    out.writeBytes(coordinate(key.getW().getAffineY()));
    return out.toByteArray();
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] out = new byte[32];
    int length = Math.min(32, signed.length);
    System.arraycopy(signed, signed.length - length, out, 32 - length, length);
    return out;
  }

  private static byte[] clientData(String type, String challenge, WebAuthn.Site site) {
    return """
    {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}\
    """
        .formatted(type, challenge, site.origin())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void word(ByteArrayOutputStream out, String word) {
    out.write(0x60 + word.length());
    out.writeBytes(word.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
