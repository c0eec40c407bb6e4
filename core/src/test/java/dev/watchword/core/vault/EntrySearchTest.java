package dev.watchword.core.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.TotpParameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntrySearchTest {

  private static Entry entry(int n, String issuer, String account, String... tags) {
    return new Entry(
        new EntryId(new UUID(0, n)),
        new Label(issuer, account),
        TotpParameters.STANDARD,
        List.of(tags),
        "",
        false,
        Instant.EPOCH,
        Optional.empty());
  }

  private static final Entry GIT_LAB = entry(1, "GitLab", "ada@example.org", "work");
  private static final Entry GIT_HUB = entry(2, "GitHub", "ada@example.org");
  private static final Entry ENTERPRISE = entry(3, "GitHub Enterprise", "ada");
  private static final Entry BANK = entry(4, "Bank of Straße", "github@bank.example", "money");
  private static final List<Entry> ALL = List.of(GIT_LAB, GIT_HUB, ENTERPRISE, BANK);

  @Test
  void findsByIssuerAccountAndTagWithoutCaseBestFirst() {
    assertThat(EntrySearch.find(ALL, "github")).containsExactly(GIT_HUB, ENTERPRISE, BANK);
    assertThat(EntrySearch.find(ALL, "ADA")).containsExactly(ENTERPRISE, GIT_LAB, GIT_HUB);
    assertThat(EntrySearch.find(ALL, "money")).containsExactly(BANK);
    assertThat(EntrySearch.find(ALL, "STRASSE")).containsExactly(BANK);
    assertThat(EntrySearch.find(ALL, "enter")).containsExactly(ENTERPRISE);
    assertThat(EntrySearch.find(ALL, "itla")).containsExactly(GIT_LAB);
  }

  @Test
  void wantsEveryWordSomewhere() {
    assertThat(EntrySearch.find(ALL, "git work")).containsExactly(GIT_LAB);
    assertThat(EntrySearch.find(ALL, "git nowhere")).isEmpty();
  }

  @Test
  void findsEverythingForABlankQueryAndOneEntryByItsId() {
    assertThat(EntrySearch.find(ALL, " ")).isEqualTo(ALL);
    assertThat(EntrySearch.find(ALL, BANK.id().toString())).containsExactly(BANK);
  }

  @Test
  void knowsAFullNameFromAWeakerMatch() {
    assertThat(EntrySearch.exact(GIT_HUB, "github")).isTrue();
    assertThat(EntrySearch.exact(ENTERPRISE, "github")).isFalse();
    assertThat(EntrySearch.exact(GIT_HUB, "GitHub:ada@example.org")).isTrue();
  }
}
