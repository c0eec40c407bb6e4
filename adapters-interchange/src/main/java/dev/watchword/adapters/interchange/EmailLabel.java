package dev.watchword.adapters.interchange;

/// The label of Google's table and its descendants: the account, maybe with the issuer in front.
final class EmailLabel {

  private EmailLabel() {}

  static ItemDraft apply(ItemDraft draft, String email, String issuer) {
    int colon = email.indexOf(':');
    String left = colon < 0 ? "" : email.substring(0, colon).strip();
    boolean prefixed = colon > 0 && (issuer.isBlank() || left.equals(issuer.strip()));
    return draft
        .issuer(issuer.isBlank() ? left : issuer)
        .account(prefixed ? email.substring(colon + 1) : email);
  }
}
