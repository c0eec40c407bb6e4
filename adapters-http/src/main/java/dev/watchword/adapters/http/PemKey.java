package dev.watchword.adapters.http;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a private key in PEM form (RFC 7468): PKCS#8 (RFC 5958), or what OpenSSL wrote before it,
/// PKCS#1 for RSA (RFC 8017 appendix A.1.2) and SEC 1 for the curves P-256, P-384 and P-521 (RFC
/// 5915), each of which is wrapped into PKCS#8 here.
final class PemKey {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END"
              + " \\1-----");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final String EC = "06072a8648ce3d0201";
  private static final List<String> CURVES =
      List.of("06082a8648ce3d030107", "06052b81040022", "06052b81040023");

  private PemKey() {}

  /// @param file for the sentence of the exception
  /// @throws IllegalArgumentException when there is none that can be read
  static PrivateKey read(Path file, String text) {
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException(
          "There is no private key in PEM form in %s.".formatted(file));
    }
    String kind = block.group(1);
    if (kind.startsWith("ENCRYPTED")) {
      throw new IllegalArgumentException(
          "The key in %s is encrypted; `openssl pkcs8 -in FILE -out NEW` writes it as it is needed."
              .formatted(file));
    }
    byte[] der = bytes(block.group(2), file);
    byte[] pkcs8 =
        switch (kind) {
          case "RSA PRIVATE KEY" -> wrapped(RSA, der);
          case "EC PRIVATE KEY" -> wrapped(curve(der), der);
          default -> der;
        };
    try {
      for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException another) {
          // the next one
        }
      }
    } finally {
      Arrays.fill(der, (byte) 0);
      Arrays.fill(pkcs8, (byte) 0);
    }
    throw new IllegalArgumentException(
        "The key in %s is of no kind that can be used: RSA, an elliptic curve, or Ed25519."
            .formatted(file));
  }

  private static byte[] bytes(String base64, Path file) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The key in %s is cut off.".formatted(file), e);
    }
  }

  /// Whether what the one signs is what the other accepts.
  static boolean fits(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    try {
      byte[] text = {1, 2, 3};
      Signature sign = Signature.getInstance(algorithm);
      sign.initSign(key);
      sign.update(text);
      byte[] signed = sign.sign();
      Signature check = Signature.getInstance(algorithm);
      check.initVerify(certified);
      check.update(text);
      return check.verify(signed);
    } catch (GeneralSecurityException another) {
      return false;
    }
  }

  /// The algorithm of a SEC 1 key, which names its curve somewhere in itself.
  private static byte[] curve(byte[] sec1) {
    String hex = HexFormat.of().formatHex(sec1);
    String curve = CURVES.stream().filter(hex::contains).findFirst().orElse("");
    return sequence(HexFormat.of().parseHex(EC + curve));
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    byte[] version = {2, 1, 0};
    return sequence(joined(joined(version, algorithm), tagged(4, key)));
  }

  private static byte[] sequence(byte[] content) {
    return tagged(0x30, content);
  }

  private static byte[] tagged(int tag, byte[] content) {
    int n = content.length;
    byte[] head =
        n < 128
            ? new byte[] {(byte) tag, (byte) n}
            : new byte[] {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
    return joined(head, content);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
