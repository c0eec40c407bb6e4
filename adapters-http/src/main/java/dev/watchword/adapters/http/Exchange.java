package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.Permission;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.audit.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// One request, as an endpoint sees it.
final class Exchange {

  static final int MAX_JSON_BYTES = 64 * 1024;

  private final ServerRequest request;
  private final String requestId;
  private final Map<String, String> pathParameters;
  private final Caller caller;
  private final InetAddress source;
  private final BooleanSupplier admitted;

  /// @param source who asks, as far as that is known
  /// @param admitted whether the caller would still be let in
  Exchange(
      ServerRequest request,
      InetAddress source,
      String requestId,
      Map<String, String> pathParameters,
      Caller caller,
      BooleanSupplier admitted) {
    this.request = request;
    this.source = source;
    this.requestId = requestId;
    this.pathParameters = pathParameters;
    this.caller = caller;
    this.admitted = admitted;
  }

  /// Whose token it is.
  ///
  /// @throws IllegalArgumentException on a route that takes no token of a relying party
  RelyingPartyId relyingParty() {
    if (caller instanceof Caller.Bearer(ApiToken token) && token.relyingParty().isPresent()) {
      return token.relyingParty().get();
    }
    throw new IllegalArgumentException("the route is not for relying parties");
  }

  /// Who asks.
  Caller caller() {
    return caller;
  }

  /// The person who asks.
  ///
  /// @throws IllegalArgumentException on a route that others than people may call
  Caller.Signed signed() {
    if (caller instanceof Caller.Signed signed) {
      return signed;
    }
    throw new IllegalArgumentException("the route is not for people alone");
  }

  /// Who asks, as an address.
  InetAddress source() {
    return source;
  }

  /// What the browser calls itself; empty where it does not.
  String agent() {
    return header("User-Agent").orElse("");
  }

  /// The cookie that goes over this request's connection.
  SessionCookie cookie(ServerSettings settings) {
    return SessionCookie.of(request, settings);
  }

  /// The verifier that this browser was given on its way to the provider.
  Optional<String> verifier(ServerSettings settings) {
    return cookie(settings).readVerifier(request);
  }

  /// The host that was called, in lower case and with its port where one was given.
  String host() {
    return request.headers().get(HeaderNames.HOST).get().toLowerCase(Locale.ROOT);
  }

  /// The same without its port.
  String hostName() {
    return host().replaceFirst(":[0-9]{1,5}$", "");
  }

  /// Whether nobody could read the request on its way here.
  boolean secure(ServerSettings settings) {
    return settings.peers().secure(request);
  }

  /// Whether the caller has a permission besides the route's own, whatever the proof that it wants:
  /// for what an answer shows to some alone.
  boolean may(Permission permission) {
    return switch (caller) {
      case Caller.Signed signed -> permission.isOf(signed.person().role());
      case Caller.Bearer(ApiToken token) -> permission.scope().filter(token::allows).isPresent();
      case Caller.Page page -> false;
      case Caller.Anonymous nobody -> false;
    };
  }

  /// Who asks, for the audit log.
  Origin origin() {
    return new Origin(caller.actor(), source.getHostAddress(), requestId);
  }

  /// Whether the caller would still be let in, now: for an answer that takes its time.
  boolean stillAdmitted() {
    return admitted.getAsBoolean();
  }

  /// Whom limits are counted for: the person, or the token; empty where it is neither.
  Optional<Object> callerKey() {
    return switch (caller) {
      case Caller.Signed signed -> Optional.of(signed.person().id());
      case Caller.Bearer(ApiToken token) -> Optional.of(token.id());
      case Caller.Page page -> Optional.empty();
      case Caller.Anonymous nobody -> Optional.empty();
    };
  }

  /// What stands in the path for `{name}`.
  String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /// What stands in the path for `{name}`, where that is an id.
  ///
  /// @throws ProblemException when it is none, in the words for an id that is not known
  UUID uuid(String name) {
    String text = path(name);
    if (!isUuid(text)) {
      throw Problem.notFound().asException();
    }
    return UUID.fromString(text);
  }

  /// Whether a text is an id as this server writes them: 36 characters, in lower case.
  static boolean isUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = text.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  /// A query parameter; a second one of the same name is refused.
  Optional<String> query(String name) {
    List<String> values = request.query().all(name, List::of);
    if (values.size() > 1) {
      throw Problem.badRequest("The parameter " + name + " is given twice.").asException();
    }
    return values.stream().findFirst();
  }

  /// A whole number in the query.
  int query(String name, int otherwise, int from, int to) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(text.get());
      if (value >= from && value <= to) {
        return value;
      }
    }
    throw Problem.invalid(name, "a whole number from %d to %d is wanted".formatted(from, to))
        .asException();
  }

  /// Refuses query parameters that the route does not know, so that a typing error is noticed.
  void knowsOnly(Set<String> names) {
    if (!names.containsAll(request.query().names())) {
      throw Problem.badRequest("The query has a parameter that is not known here.").asException();
    }
  }

  Optional<String> header(String name) {
    return request.headers().first(HeaderNames.create(name));
  }

  /// The body's media type in lower case, without parameters; empty text where there is none.
  String mediaType() {
    String value = header("Content-Type").orElse("");
    int semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /// The members of a JSON body; the caller closes them.
  JsonFields json(Set<String> known) {
    if (!mediaType().equals("application/json")) {
      throw Problem.unsupportedMediaType("application/json").asException();
    }
    byte[] body = body("A JSON body", MAX_JSON_BYTES);
    try {
      return JsonFields.parse(body, known);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /// The whole body, not read further than the limit.
  byte[] body(String what, int limitBytes) {
    if (request.headers().contentLength().orElse(0) > limitBytes) {
      throw Problem.tooLarge(what, limitBytes).asException();
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try {
      InputStream in = request.content().inputStream(); // closing it would read the rest
      WipedOutput out = new WipedOutput();
      byte[] chunk = new byte[8192];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (out.size() + n > limitBytes) {
          throw Problem.tooLarge(what, limitBytes).asException();
        }
        out.write(chunk, 0, n);
      }
      Arrays.fill(chunk, (byte) 0);
      return out.takeBytes();
    } catch (IllegalArgumentException badChunk) { // Helidon's, from reading a chunk's length
      throw Problem.badRequest("The body's chunks are malformed.").closing().asException();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Leaves no copy of what went through it.
  private static final class WipedOutput extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      if (count + length > buf.length) {
        byte[] old = buf;
        buf = Arrays.copyOf(old, Math.max(2 * old.length, count + length));
        Arrays.fill(old, (byte) 0);
      }
      super.write(bytes, from, length);
    }

    synchronized byte[] takeBytes() {
      byte[] bytes = toByteArray();
      Arrays.fill(buf, (byte) 0);
      return bytes;
    }
  }
}
