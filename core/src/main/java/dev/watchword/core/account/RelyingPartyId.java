package dev.watchword.core.account;

/// A product that uses this verifier (a tenant); relying parties never see each other's
/// subscribers.
///
/// @param value 1 to 64 of `a-z`, `0-9`, `.`, `_`, `-`, starting with a letter or digit
public record RelyingPartyId(String value) {

  /// Reserved: this program as the relying party of its own people. No API token is about it.
  public static final RelyingPartyId OWN = new RelyingPartyId("watchword");

  public RelyingPartyId {
    if (!isSlug(value)) {
      throw new IllegalArgumentException(
          "relyingParty: 1 to 64 of a-z, 0-9, '.', '_', '-', starting with a letter or digit");
    }
  }

  private static boolean isSlug(String value) {
    if (value.isEmpty() || value.length() > 64 || !isAlphanumeric(value.charAt(0))) {
      return false;
    }
    return value.chars().allMatch(c -> isAlphanumeric(c) || c == '.' || c == '_' || c == '-');
  }

  private static boolean isAlphanumeric(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  @Override
  public String toString() {
    return value;
  }
}
