package dev.watchword.core.keyuri;

import java.util.Locale;

/// Says in a clause what a text is that is no Key URI; never repeats it.
final class ForeignPayload {

  private ForeignPayload() {}

  static String describe(String text) {
    String start = text.substring(0, Math.min(text.length(), 64)).toLowerCase(Locale.ROOT);
    if (start.isEmpty()) {
      return "there is no text";
    }
    if (start.startsWith("otpauth-migration:")) {
      return "this is a transfer code of Google Authenticator with several accounts; import it";
    }
    if (start.startsWith("phonefactor:")
        || start.startsWith("https://login.microsoftonline.com/")
        || start.startsWith("microsoft-authenticator:")) {
      return "this is a push enrolment for Microsoft Authenticator, which has no codes; choose"
          + " another authenticator app on the site";
    }
    if (start.startsWith("duo:") || start.contains("duosecurity.com/")) {
      return "this is a push enrolment for Duo Mobile, which has no codes";
    }
    if (start.startsWith("wifi:")) {
      return "this is a Wi-Fi code, not an authenticator's";
    }
    if (start.startsWith("http:") || start.startsWith("https:")) {
      return "this is a web address, not an authenticator's code";
    }
    if (start.startsWith("begin:vcard") || start.startsWith("mecard:")) {
      return "this is a contact, not an authenticator's code";
    }
    if (start.startsWith("mailto:") || start.startsWith("matmsg:")) {
      return "this is an e-mail address, not an authenticator's code";
    }
    if (start.startsWith("tel:") || start.startsWith("sms:") || start.startsWith("smsto:")) {
      return "this is a telephone number, not an authenticator's code";
    }
    if (start.startsWith("geo:")) {
      return "this is a place on a map, not an authenticator's code";
    }
    if (start.startsWith("fido:/")) {
      return "this is a passkey sign-in code, not an authenticator's";
    }
    return "this is not an authenticator's code (otpauth://…)";
  }
}
