package dev.watchword.core.custody;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a customer is asked for, and what becomes of it.
///
/// @param customer who hands over, 1 to 100 characters
/// @param issuer the site that is expected, 1 to 100 characters
/// @param account the account that is expected; empty for any
/// @param purpose what for, 1 to 200 characters
/// @param heldUntil when what was handed over is erased
/// @param expiresAt when the link no longer counts; not after `heldUntil`
/// @param pictures how many accounts may be handed over, 1 to 10
/// @param grantees who may read codes; at least one, at most 20
/// @param rules what each reading needs
public record LinkTerms(
    String customer,
    String issuer,
    String account,
    String purpose,
    Instant heldUntil,
    Instant expiresAt,
    int pictures,
    List<Grantee> grantees,
    ReadingRules rules) {

  public LinkTerms {
    customer = PlainText.checked("customer", customer, 1, 100);
    issuer = PlainText.checked("expectedIssuer", issuer, 1, 100);
    account = PlainText.checked("expectedAccount", account, 0, 100);
    purpose = PlainText.checked("purpose", purpose, 1, 200);
    heldUntil = heldUntil.truncatedTo(ChronoUnit.SECONDS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    if (pictures < 1 || pictures > 10) {
      throw new IllegalArgumentException("pictures: 1 to 10, got " + pictures);
    }
    if (expiresAt.isAfter(heldUntil)) {
      throw new IllegalArgumentException("expiresAt: not after heldUntil");
    }
    grantees = List.copyOf(grantees);
    if (grantees.isEmpty() || grantees.size() > 20) {
      throw new IllegalArgumentException("grantees: 1 to 20, got " + grantees.size());
    }
  }

  /// Whether an account is of the site that is expected.
  public boolean expectsIssuer(Label label) {
    String found = folded(label.issuer().isEmpty() ? label.accountName() : label.issuer());
    return found.contains(folded(issuer));
  }

  /// Whether an account is the one that is expected.
  public boolean expectsAccount(Label label) {
    return account.isEmpty() || folded(label.accountName()).contains(folded(account));
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  void write(CborWriter out) {
    out.text(customer).text(issuer).text(account).text(purpose);
    out.unsigned(heldUntil.getEpochSecond()).unsigned(expiresAt.getEpochSecond());
    out.unsigned(pictures).array(grantees.size());
    grantees.forEach(grantee -> Grantee.write(grantee, out));
    rules.write(out);
  }

  static LinkTerms read(CborReader in) {
    String customer = in.text();
    String issuer = in.text();
    String account = in.text();
    String purpose = in.text();
    Instant heldUntil = Instant.ofEpochSecond(in.unsigned());
    Instant expiresAt = Instant.ofEpochSecond(in.unsigned());
    int pictures = (int) in.unsigned();
    int size = in.array();
    List<Grantee> grantees = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      grantees.add(Grantee.read(in));
    }
    return new LinkTerms(
        customer,
        issuer,
        account,
        purpose,
        heldUntil,
        expiresAt,
        pictures,
        grantees,
        ReadingRules.read(in));
  }
}
