package dev.watchword.core.enrolment;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.secret.Base32;
import java.time.Instant;
import java.util.Objects;

/// What a subscriber is shown while an enrolment is pending: the same each time.
///
/// Holds the secret: whoever asked for it closes it.
public final class EnrolmentOffer implements AutoCloseable {

  private final EnrolmentId id;
  private final Subscriber subscriber;
  private final KeyUri uri;
  private final Instant expiresAt;

  /// @param uri now this offer's to wipe
  EnrolmentOffer(EnrolmentId id, Subscriber subscriber, KeyUri uri, Instant expiresAt) {
    this.id = id;
    this.subscriber = subscriber;
    this.uri = Objects.requireNonNull(uri);
    this.expiresAt = expiresAt;
  }

  public EnrolmentId id() {
    return id;
  }

  public Subscriber subscriber() {
    return subscriber;
  }

  public Label label() {
    return uri.label();
  }

  public OtpParameters parameters() {
    return uri.key().parameters();
  }

  /// From when on it can no longer be confirmed.
  public Instant expiresAt() {
    return expiresAt;
  }

  /// The Key URI for the QR code, secret included.
  public String revealUri() {
    return uri.reveal();
  }

  /// The secret in Base32, in groups of four, for those who type it.
  public String revealSetupKey() {
    String base32 = uri.key().secret().expose(Base32::encode);
    StringBuilder grouped = new StringBuilder(base32.length() * 5 / 4);
    for (int i = 0; i < base32.length(); i += 4) {
      if (i > 0) {
        grouped.append(' ');
      }
      grouped.append(base32, i, Math.min(i + 4, base32.length()));
    }
    return grouped.toString();
  }

  @Override
  public void close() {
    uri.close();
  }

  @Override
  public String toString() {
    return "EnrolmentOffer[" + id + ", REDACTED]";
  }
}
