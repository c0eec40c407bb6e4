package dev.watchword.adapters.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// By what the server proves its name under TLS: a private key, and the certificates from its own
/// up to the last one below a root (RFC 8446 section 4.4.2). Immutable; thread-safe.
public final class TlsIdentity {

  private static final char[] NO_PASSWORD = {};

  private final SSLContext context;
  private final Instant notAfter;

  private TlsIdentity(SSLContext context, Instant notAfter) {
    this.context = context;
    this.notAfter = notAfter;
  }

  /// Reads PEM files (RFC 7468), as certbot, Caddy and OpenSSL write them.
  ///
  /// @param certificates the server's own certificate first
  /// @param key one private key, unencrypted: PKCS#8, or OpenSSL's older form for RSA and for
  ///   elliptic curves. Only its owner may read it
  /// @throws IllegalArgumentException when a file can't be read, others may read the key, it is not
  ///   that of the certificate, or the certificate has expired at `now`; the message is a sentence
  ///   for the operator, without anything of the key
  public static TlsIdentity read(Path certificates, Path key, Instant now) {
    List<X509Certificate> chain = certificates(certificates);
    PrivateKey secret = PemKey.read(key, PrivateText.read("key file", key));
    X509Certificate own = chain.getFirst();
    Instant notAfter = own.getNotAfter().toInstant();
    if (notAfter.isBefore(now)) {
      throw new IllegalArgumentException(
          "The certificate in %s expired at %s; renew it.".formatted(certificates, notAfter));
    }
    if (!PemKey.fits(secret, own.getPublicKey())) {
      throw new IllegalArgumentException(
          "The key in %s is not that of the first certificate in %s.".formatted(key, certificates));
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("server", secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, new SecureRandom());
      return new TlsIdentity(context, notAfter);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "The certificate in %s can't be used.".formatted(certificates), e);
    }
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The certificate file %s can't be read.".formatted(file), e);
    } catch (CertificateException notOne) {
      throw new IllegalArgumentException(
          "There is no certificate in PEM form in %s.".formatted(file), notOne);
    }
    throw new IllegalArgumentException(
        "There is no certificate in PEM form in %s.".formatted(file));
  }

  /// When the server's own certificate expires.
  public Instant notAfter() {
    return notAfter;
  }

  SSLContext context() {
    return context;
  }

  @Override
  public String toString() {
    return "TlsIdentity[until " + notAfter + "]";
  }
}
