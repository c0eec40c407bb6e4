package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent.Entries.Act;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.OpenVault;
import java.util.Optional;
import java.util.stream.Stream;

/// Shows the secret of an entry once more, for another authenticator: to who may, after a fresh
/// proof, and on record first (SECURITY AZ-08, AU-01).
final class RevealEndpoint {

  private static final int PIXELS_PER_MODULE = 6;

  private final ServedVault vault;
  private final QrRenderer renderer;

  RevealEndpoint(ServedVault vault, QrRenderer renderer) {
    this.vault = vault;
    this.renderer = renderer;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route(
            "POST",
            "/api/v1/entries/{id}/reveal",
            new Access.Needs(Permission.SECRETS),
            this::reveal));
  }

  private Answer reveal(Exchange exchange) {
    OpenVault open = vault.open();
    Entry entry = EntryEndpoints.entry(open, exchange);
    vault.record(open, exchange, Act.SECRET_SHOWN, entry.id());
    try (KeyUri uri = new KeyUri(entry.label(), open.openKey(entry.id()))) {
      String setupKey = uri.key().secret().expose(Base32::encode);
      Optional<String> text = text(uri);
      return Answer.ok(json -> {
        json.writeStartObject();
        json.writeStringField("setupKey", setupKey);
        if (text.isPresent()) {
          json.writeStringField("uri", text.get());
          json.writeStringField("qrSvg", renderer.svg(text.get()));
          json.writeBinaryField("qrPng", renderer.png(text.get(), PIXELS_PER_MODULE));
        }
        json.writeEndObject();
      });
    }
  }

  /// Empty for an entry that no Key URI, or no QR code, can say.
  private static Optional<String> text(KeyUri uri) {
    try {
      return Optional.of(uri.reveal()).filter(text -> text.length() <= QrRenderer.MAX_BYTES);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
