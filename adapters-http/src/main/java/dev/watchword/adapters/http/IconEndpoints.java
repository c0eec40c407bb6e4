package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent.Entries.Act;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.Icon;
import dev.watchword.core.vault.IconMaker;
import dev.watchword.core.vault.OpenVault;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An entry's own icon: a picture that is decoded, made small and encoded anew; what was sent is
/// never kept nor answered (SECURITY UP-07).
final class IconEndpoints {

  private static final String PATH = "/api/v1/entries/{id}/icon";
  private static final int MAX_BYTES = 1 << 20;

  /// Should somebody open it as a page, it is one that can do nothing.
  private static final Map<String, String> HEADERS =
      Map.of("Content-Security-Policy", "default-src 'none'; sandbox");

  private final ServedVault vault;
  private final IconMaker icons;
  private final UploadBudget uploads;

  IconEndpoints(ServedVault vault, IconMaker icons, UploadBudget uploads) {
    this.vault = vault;
    this.icons = icons;
    this.uploads = uploads;
  }

  Stream<Route> routes() {
    Access write = new Access.Needs(Permission.CHANGE_ENTRIES);
    return Stream.of(
        new Route("GET", PATH, new Access.Needs(Permission.SEE_ENTRIES), this::show),
        new Route("PUT", PATH, write, this::change),
        new Route("DELETE", PATH, write, this::remove));
  }

  private Answer show(Exchange exchange) {
    OpenVault open = vault.open();
    EntryId id = EntryEndpoints.entry(open, exchange).id();
    byte[] png = open.icon(id).orElseThrow(() -> Problem.notFound().asException()).png();
    return new Answer(200, "image/png", png, HEADERS);
  }

  private Answer change(Exchange exchange) {
    OpenVault open = vault.open();
    EntryId id = EntryEndpoints.entry(open, exchange).id();
    uploads.spend(exchange);
    String type = exchange.mediaType();
    if (!type.startsWith("image/") && !type.equals("application/octet-stream")) {
      throw Problem.unsupportedMediaType("a picture as image/png or image/jpeg").asException();
    }
    byte[] picture = exchange.body("An icon", MAX_BYTES);
    Icon icon = make(picture);
    Arrays.fill(picture, (byte) 0);
    vault.record(open, exchange, Act.ICON_CHANGED, id);
    open.changeIcon(id, Optional.of(icon));
    return Answer.noContent();
  }

  private Icon make(byte[] picture) {
    return HeavyWork.PICTURES
        .run(() -> icons.make(picture))
        .orElseThrow(() ->
            Problem.invalid(
                    "icon", "a PNG, JPEG, GIF, BMP or WebP of at most 4 megapixels is wanted")
                .asException());
  }

  private Answer remove(Exchange exchange) {
    OpenVault open = vault.open();
    EntryId id = EntryEndpoints.entry(open, exchange).id();
    if (open.icon(id).isPresent()) {
      vault.record(open, exchange, Act.ICON_CHANGED, id);
      open.changeIcon(id, Optional.empty());
    }
    return Answer.noContent();
  }
}
