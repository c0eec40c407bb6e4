package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.ApiTokenRepositoryContract;
import dev.watchword.core.access.IssuedToken;
import dev.watchword.core.access.TestTokens;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteApiTokenRepositoryTest implements ApiTokenRepositoryContract {

  @TempDir Path folder;

  private final List<Database> open = new ArrayList<>();

  @Override
  public ApiTokenRepository emptyTokens() {
    return new JdbiApiTokenRepository(database());
  }

  @Override
  public ApiTokenRepository reopened(ApiTokenRepository repository) {
    return new JdbiApiTokenRepository(database());
  }

  private Database database() {
    Database database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("vault.db")));
    open.add(database);
    return database;
  }

  @AfterEach
  void close() {
    open.forEach(Database::close);
  }

  private static IssuedToken issued(ApiTokenRepository store) {
    return TestTokens.issuing(store, FixedRandom.seeded(1), MutableClock.at(NOON))
        .issue("test", Set.of(TokenScope.SCAN), Duration.ofDays(1));
  }

  @Test
  void keepsNoTokenInItsFiles() throws IOException { // TK-01
    String text = issued(emptyTokens()).text().reveal();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(text.substring(4, 24));
      }
    }
  }

  @Test
  void refusesARowWithAScopeThatItDoesNotKnow() {
    IssuedToken issued = issued(emptyTokens());
    open.getFirst()
        .write(session -> {
          try (var statement = session.connection().createStatement()) {
            return statement.executeUpdate("UPDATE api_token SET scopes = 'everything'");
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThatThrownBy(() -> emptyTokens().find(issued.text().hash()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("damaged");
  }
}
