package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent.Entries.Act;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.SavedRecoveryCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The recovery codes that are kept beside an entry.
final class RecoveryEndpoints {

  private static final int MAX_CODES = 100;
  private static final String ALL = "/api/v1/entries/{id}/recovery-codes";

  private final ServedVault vault;

  RecoveryEndpoints(ServedVault vault) {
    this.vault = vault;
  }

  Stream<Route> routes() {
    Access read = new Access.Needs(Permission.READ_RECOVERY);
    Access write = new Access.Needs(Permission.CHANGE_RECOVERY);
    return Stream.of(
        new Route("GET", ALL, read, this::list),
        new Route("POST", ALL, write, this::add),
        new Route("POST", ALL + "/use", write, this::use));
  }

  private Answer list(Exchange exchange) {
    OpenVault open = vault.open();
    EntryId id = EntryEndpoints.entry(open, exchange).id();
    List<SavedRecoveryCode> codes = open.recoveryCodes(id);
    vault.record(open, exchange, Act.RECOVERY_CODES_READ, id);
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("codes");
      for (SavedRecoveryCode code : codes) {
        json.writeStartObject();
        json.writeStringField("code", code.code());
        if (code.usedAt().isPresent()) {
          json.writeStringField("usedAt", code.usedAt().get().toString());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer add(Exchange exchange) {
    OpenVault open = vault.open();
    EntryId id = EntryEndpoints.entry(open, exchange).id();
    try (JsonFields fields = exchange.json(Set.of("codes"))) {
      List<String> codes =
          fields
              .texts("codes")
              .orElseThrow(() -> Problem.invalid("codes", "a list is wanted").asException());
      if (codes.isEmpty()
          || codes.size() > MAX_CODES
          || codes.stream().anyMatch(c -> c.isBlank() || c.strip().length() > 256)) {
        throw Problem.invalid("codes", "1 to 100 codes of 1 to 256 characters are wanted")
            .asException();
      }
      vault.record(open, exchange, Act.RECOVERY_CODES_ADDED, id);
      int added = open.addRecoveryCodes(id, codes);
      int total = open.recoveryCodes(id).size();
      return Answer.ok(json -> {
        json.writeStartObject();
        json.writeNumberField("added", added);
        json.writeNumberField("total", total);
        json.writeEndObject();
      });
    }
  }

  private Answer use(Exchange exchange) {
    OpenVault open = vault.open();
    EntryId id = EntryEndpoints.entry(open, exchange).id();
    try (JsonFields fields = exchange.json(Set.of("code"))) {
      String code =
          fields
              .text("code")
              .orElseThrow(() -> Problem.invalid("code", "a code is wanted").asException());
      vault.record(open, exchange, Act.RECOVERY_CODE_USED, id);
      return switch (open.useRecoveryCode(id, code)) {
        case MARKED -> Answer.noContent();
        case ALREADY_USED ->
            throw new Problem(
                    409, "already-used", "The code was used before", "This code is marked as used.")
                .asException();
        case UNKNOWN ->
            throw Problem.invalid("code", "not one of the codes that are kept").asException();
      };
    }
  }
}
