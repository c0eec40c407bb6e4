package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.AuthenticateToken;
import dev.watchword.core.access.TestTokens;
import dev.watchword.core.access.TokenAuthentication;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.session.PeopleNode;
import dev.watchword.core.session.SessionToken;
import dev.watchword.core.testing.FixedRandom;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whoever has a copy of the store shows what stands in it in the place of a token (SECURITY SE-01,
/// TK-01).
abstract class DumpReplayContract {

  abstract DatabaseVerifierStore store();

  /// Every value of 32 bytes in a table: the size of both kinds of token.
  private List<byte[]> values(String table) {
    return store()
        .database()
        .query(session -> {
          List<byte[]> values = new ArrayList<>();
          try (Statement query = session.connection().createStatement();
              ResultSet row = query.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                if (row.getObject(i) instanceof byte[] bytes && bytes.length == 32) {
                  values.add(bytes);
                }
              }
            }
          }
          return values;
        });
  }

  @Test
  void letsNobodyIn() { // SE-01, TK-01
    PeopleNode node = new PeopleNode(new DatabasePeopleStore(store()), FixedRandom.seeded(43));
    node.owner("ann");
    var enrolled = node.enrol(node.signIn("ann"));
    var token =
        node.accounts
            .ownTokens()
            .issue(
                node.who(enrolled.session()),
                "t",
                Set.of(TokenScope.CODES_READ),
                Duration.ofDays(1),
                PeopleNode.BY);
    var authenticate =
        new AuthenticateToken(
            new JdbiApiTokenRepository(store().database()),
            () -> Optional.of(new TokenKeys(PeopleNode.key())),
            node.accounts.tokenOwners(),
            store()::now);
    assertThat(node.who(enrolled.session().token())).isPresent();
    assertThat(authenticate.authenticate(token.text().reveal(), "192.0.2.7"))
        .isInstanceOf(TokenAuthentication.Accepted.class);

    List<byte[]> sessions = values("session");
    List<byte[]> tokens = values("api_token");

    assertThat(sessions).hasSizeGreaterThanOrEqualTo(2);
    assertThat(sessions)
        .allSatisfy(bytes -> {
          String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
          assertThat(node.who(SessionToken.parse(cookie).orElseThrow())).isEmpty();
        });
    assertThat(tokens).hasSize(2);
    assertThat(tokens)
        .allSatisfy(bytes ->
            assertThat(authenticate.authenticate(TestTokens.of(bytes).reveal(), "192.0.2.7"))
                .isEqualTo(new TokenAuthentication.Unknown()));
  }
}
