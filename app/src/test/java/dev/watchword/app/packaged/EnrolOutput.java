package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `watchword enrol -o json` printed.
final class EnrolOutput {

  private static final Pattern URI = Pattern.compile("\"uri\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern RECOVERY = Pattern.compile("\"recoveryCodes\":\\[\"([^\"]+)\"");

  private EnrolOutput() {}

  static String uri(String printed) {
    return found(URI, printed).replace("\\u0026", "&");
  }

  static String id(String printed) {
    return found(ID, printed);
  }

  /// The first of those that were issued.
  static String recoveryCode(String printed) {
    return found(RECOVERY, printed);
  }

  private static String found(Pattern what, String in) {
    Matcher matcher = what.matcher(in);
    assertThat(matcher.find()).as(in).isTrue();
    return matcher.group(1);
  }
}
