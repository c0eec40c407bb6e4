package dev.watchword.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.people.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PermissionTest {

  private static Set<Permission> of(Role role) {
    return Arrays.stream(Permission.values())
        .filter(permission -> permission.isOf(role))
        .collect(Collectors.toSet());
  }

  @Test
  void givesEachRoleWhatTheMatrixSays() { // AZ-01, AZ-12
    assertThat(of(Role.OWNER)).isEqualTo(EnumSet.allOf(Permission.class));
    assertThat(of(Role.OPERATOR))
        .isEqualTo(
            EnumSet.of(
                Permission.SEE_ENTRIES,
                Permission.READ_CODES,
                Permission.CUSTODY_WORK,
                Permission.CUSTODY_LINKS,
                Permission.SCAN,
                Permission.READ_OWN_AUDIT,
                Permission.SELF,
                Permission.SELF_FRESH,
                Permission.OWN_FACTOR,
                Permission.OWN_RECOVERY,
                Permission.PASSKEYS,
                Permission.TOKENS));
    assertThat(of(Role.VIEWER))
        .isEqualTo(
            EnumSet.of(
                Permission.SEE_ENTRIES,
                Permission.SCAN,
                Permission.SELF,
                Permission.SELF_FRESH,
                Permission.OWN_FACTOR,
                Permission.OWN_RECOVERY,
                Permission.PASSKEYS,
                Permission.TOKENS));
    assertThat(of(Role.AUDITOR))
        .isEqualTo(
            EnumSet.of(
                Permission.SEE_CUSTODY,
                Permission.READ_AUDIT,
                Permission.READ_OWN_AUDIT,
                Permission.SELF,
                Permission.SELF_FRESH,
                Permission.OWN_FACTOR,
                Permission.OWN_RECOVERY,
                Permission.PASSKEYS));
  }

  @Test
  void letsNoTokenAtSecretsPeopleTheLogOrTheAccountItself() { // TK-05
    List<Permission> byToken =
        Arrays.stream(Permission.values())
            .filter(permission -> permission.scope().isPresent())
            .toList();
    assertThat(byToken)
        .containsExactly(
            Permission.SEE_ENTRIES,
            Permission.READ_CODES,
            Permission.CHANGE_ENTRIES,
            Permission.READ_RECOVERY,
            Permission.CHANGE_RECOVERY,
            Permission.SCAN,
            Permission.CUSTODY_WORK,
            Permission.CUSTODY_LINKS);
  }

  @Test
  void wantsAFreshProofForSecretsPeopleAndTokens() { // AZ-08
    assertThat(
            Arrays.stream(Permission.values())
                .filter(permission -> permission.proof() != Permission.Proof.NONE))
        .containsExactly(
            Permission.SECRETS,
            Permission.CHANGE_CUSTODY,
            Permission.CHANGE_PEOPLE,
            Permission.SELF_FRESH,
            Permission.PASSKEYS,
            Permission.TOKENS);
  }

  @Test
  void findsNamesAndRefusesOthers() {
    assertThat(Role.named("owner")).contains(Role.OWNER);
    assertThat(Role.named("Owner")).isEmpty();
    assertThat(Permission.SEE_ENTRIES.text()).isEqualTo("see-entries");
  }
}
