package dev.watchword.core.keyuri;

/// Takes the label of a Key URI apart.
///
/// The first literal colon separates issuer and account. Only where there is none does an encoded
/// one, and then not when an issuer parameter says something else than what stands before it: then
/// the colon is part of the account.
final class LabelReader {

  private LabelReader() {}

  private static int encodedColon(String path) {
    int place = path.indexOf('%');
    while (place >= 0 && !path.regionMatches(true, place, "%3a", 0, 3)) {
      place = path.indexOf('%', place + 1);
    }
    return place;
  }

  static Label read(String path, Query query) throws KeyUriSyntaxException {
    String issuerParameter = query.optional("issuer").map(String::strip).orElse("");
    int colon = path.indexOf(':');
    int width = 1;
    if (colon < 0) {
      colon = encodedColon(path);
      width = 3;
      if (colon >= 0 && !issuerParameter.isEmpty()) {
        String left = PercentDecoder.decode("label", path.substring(0, colon), false).strip();
        if (!left.equals(issuerParameter)) {
          colon = -1;
        }
      }
    }
    String issuer =
        colon < 0 ? "" : PercentDecoder.decode("label", path.substring(0, colon), false);
    String account =
        PercentDecoder.decode("label", colon < 0 ? path : path.substring(colon + width), false);
    try {
      return new Label(issuerParameter.isEmpty() ? issuer : issuerParameter, account);
    } catch (IllegalArgumentException e) {
      throw new KeyUriSyntaxException("label", "issuer or account is longer than 256 characters");
    }
  }
}
