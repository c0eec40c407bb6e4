package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Where events are told, because an owner said so. Holds the secret that signs them, and so is
/// redacted.
public final class Webhook implements CustodyRecord {

  static final RecordType<Webhook> TYPE = new RecordType<>(RecordKind.WEBHOOK, Webhook::read);

  private static final int SECRET_BYTES = 32;

  private final UUID id;
  private final URI url;
  private final Set<String> events;
  private final byte[] secret;

  /// @param url with `https`, or `http` where the host is listed; without user and fragment
  /// @param events the names of those that are told; empty for all
  /// @param secret 32 bytes, copied
  /// @throws IllegalArgumentException when the address or the secret is out of range
  public Webhook(UUID id, URI url, Set<String> events, byte[] secret) {
    this.id = id;
    this.url = checked(url);
    this.events = Set.copyOf(events);
    this.secret = secret.clone();
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("secret: 32 bytes, got " + secret.length);
    }
  }

  private static URI checked(URI url) {
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null
        || url.toString().length() > 500) {
      throw new IllegalArgumentException(
          "url: https://host/path, without user and fragment, at most 500 characters");
    }
    return url;
  }

  @Override
  public UUID id() {
    return id;
  }

  public URI url() {
    return url;
  }

  public Set<String> events() {
    return events;
  }

  boolean wants(ToldEvent event) {
    return events.isEmpty() || events.contains(event.text());
  }

  /// A copy of the secret; the caller wipes it.
  public byte[] secret() {
    return secret.clone();
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(RecordColumns.NOBODY, RecordColumns.NOBODY);
  }

  @Override
  public void write(CborWriter out) {
    out.text(url.toString()).bytes(secret).array(events.size());
    new TreeSet<>(events).forEach(out::text);
  }

  static Webhook read(UUID id, CborReader in) {
    URI url = URI.create(in.text());
    byte[] secret = in.bytes();
    int size = in.array();
    Set<String> events = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      events.add(in.text());
    }
    Webhook read = new Webhook(id, url, events, secret);
    Arrays.fill(secret, (byte) 0);
    return read;
  }

  @Override
  public String toString() {
    return "Webhook[" + id + ", REDACTED]";
  }
}
