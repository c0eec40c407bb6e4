package dev.watchword.core.keyuri;

/// Whose code it is: the issuer (the site) and the account name at that site.
///
/// Both are trimmed, and empty where they are not known. They are data from outside and may hold
/// any character, control characters included: what shows them must neutralise them.
///
/// @param issuer at most 256 code points
/// @param accountName at most 256 code points
public record Label(String issuer, String accountName) {

  /// The longest issuer or account name, in code points.
  public static final int MAX_CODE_POINTS = 256;

  /// The issuer at which a time-based Key URI means Steam codes, whatever else it says.
  static final String STEAM = "Steam";

  public Label {
    issuer = checked("issuer", issuer);
    accountName = checked("accountName", accountName);
  }

  boolean meansSteam() {
    return issuer.equals(STEAM);
  }

  private static String checked(String name, String value) {
    String trimmed = value.strip();
    int length = trimmed.codePointCount(0, trimmed.length());
    if (length > MAX_CODE_POINTS) {
      throw new IllegalArgumentException(
          name + ": at most " + MAX_CODE_POINTS + " characters, got " + length);
    }
    return trimmed;
  }
}
