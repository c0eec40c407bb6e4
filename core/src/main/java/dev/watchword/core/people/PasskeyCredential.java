package dev.watchword.core.people;

/// What a server keeps of a public-key credential (WebAuthn Level 3 §4, "credential record").
///
/// @param id the credential's id, which its authenticator chose: base64url without padding, 1 to
///   1,364 characters
/// @param attested the attested credential data (§6.5.1), where the public key stands: base64url
///   without padding, 1 to 4,096 characters
/// @param backupEligible whether it may be copied to other devices (§6.1.3), which never changes
public record PasskeyCredential(String id, String attested, boolean backupEligible) {

  /// The longest id that there is: 1,023 bytes.
  public static final int LONGEST_ID = 1364;

  private static final int LONGEST_ATTESTED = 4096;

  public PasskeyCredential {
    checked("id", id, LONGEST_ID);
    checked("attested", attested, LONGEST_ATTESTED);
  }

  /// Whether a text can be a credential's id at all.
  public static boolean isId(String text) {
    return isBase64Url(text, LONGEST_ID);
  }

  private static boolean isBase64Url(String text, int longest) {
    return !text.isEmpty() && text.length() <= longest && text.matches("[A-Za-z0-9_-]+");
  }

  private static void checked(String what, String text, int longest) {
    if (!isBase64Url(text, longest)) {
      throw new IllegalArgumentException(
          "%s: 1 to %d characters of base64url, got %d".formatted(what, longest, text.length()));
    }
  }
}
