package dev.watchword.app.hostile;

import java.util.Set;

/// One hostile file and the end that reading it must have.
///
/// @param name unique within the set; the file's name is its last part
/// @param command `scan` or `import`
/// @param password of the backup; empty where it has none
/// @param ends the ends that are right: an error or problem code, `accounts N`, or `N in, M out`;
///   [#ANY] where any clean end is
/// @param seconds it may take
/// @param megabytes of live heap it may take
record Case(
    String name,
    String command,
    byte[] content,
    String password,
    Set<String> ends,
    int seconds,
    int megabytes) {

  static final String ANY = "any clean end";
  static final String PASSWORD = "correct horse battery staple";

  Case {
    if (!name.matches("[a-z0-9-]+/[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("name: family/name, not " + name);
    }
    ends = Set.copyOf(ends);
  }

  String family() {
    return name.substring(0, name.indexOf('/'));
  }

  boolean endsWell(String end) {
    return ends.contains(end) || ends.contains(ANY) && !end.startsWith("broken");
  }
}
