package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Holds a connection to another machine to TLS with a certificate that is checked against the
/// host's name (SECURITY SE-11).
final class PostgresqlTls {

  private static final String FULL = "verify-full";

  private PostgresqlTls() {}

  /// @return the `sslmode` to set: empty text to leave it as the URL has it
  /// @throws StorageException when the URL asks for less than a remote host needs
  static String mode(String url) {
    Properties parsed = Driver.parseURL(url, new Properties());
    if (parsed == null) {
      throw new StorageException(
          "The database's URL is not one of PostgreSQL's: jdbc:postgresql://HOST:PORT/DATABASE.");
    }
    String given = PGProperty.SSL_MODE.getOrDefault(parsed);
    if (local(parsed) || FULL.equals(given)) {
      return "";
    }
    if (given == null) {
      return FULL;
    }
    throw new StorageException(
        "The database is on another machine: its URL may ask for sslmode=verify-full, not for %s."
            .formatted(given.toLowerCase(Locale.ROOT)));
  }

  private static boolean local(Properties parsed) {
    if (PGProperty.SOCKET_FACTORY.getOrDefault(parsed) != null) {
      return false;
    }
    String hosts = PGProperty.PG_HOST.getOrDefault(parsed);
    return hosts == null || Stream.of(hosts.split(",", -1)).allMatch(PostgresqlTls::loopback);
  }

  private static boolean loopback(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
