package dev.watchword.adapters.storage;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.ApiTokenRepositoryContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class PostgresqlApiTokenRepositoryTest implements ApiTokenRepositoryContract {

  private final DatabaseSettings settings = PostgresqlServer.freshDatabase();
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
    Database database = Database.open(settings);
    open.add(database);
    return database;
  }

  @AfterEach
  void close() {
    open.forEach(Database::close);
  }
}
