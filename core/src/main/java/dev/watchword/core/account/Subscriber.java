package dev.watchword.core.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// One subscriber of one relying party; everything the verifier keeps belongs to one of these.
public record Subscriber(RelyingPartyId relyingParty, SubscriberId id) {

  /// @throws IllegalArgumentException when either name is refused
  public static Subscriber of(String relyingParty, String id) {
    return new Subscriber(new RelyingPartyId(relyingParty), new SubscriberId(id));
  }

  /// The subscriber that [#toString] wrote.
  ///
  /// @throws IllegalArgumentException when it is none
  public static Subscriber parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("subscriber: relying-party/subscriber is wanted");
    }
    return of(text.substring(0, slash), text.substring(slash + 1));
  }

  /// A name of fixed length for this subscriber: the first 128 bits of a SHA-256 over both names.
  ///
  /// Not secret and not a key: it binds sealed records to their owner, so that a row that was given
  /// to another subscriber does not open.
  public UUID digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(relyingParty.value().getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      ByteBuffer hash = ByteBuffer.wrap(sha256.digest(id.value().getBytes(StandardCharsets.UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return relyingParty + "/" + id;
  }
}
