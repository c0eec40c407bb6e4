package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The strings of an Android app's preferences: XML `map` with `string` elements by name.
final class SharedPreferences {

  private SharedPreferences() {}

  /// What is there, be the file whole or not: to recognise it by.
  static Map<String, String> peek(BackupFile file) {
    XmlView view = XmlView.of(file);
    return view.isRoot("map") ? strings(view.root().orElseThrow()) : Map.of();
  }

  static Map<String, String> read(BackupFile file, BackupFormat format) throws BackupFileException {
    XmlElement root = XmlView.of(file).require(format);
    if (!root.name().equals("map")) {
      throw Refusal.notThisFormat(format);
    }
    return strings(root);
  }

  private static Map<String, String> strings(XmlElement root) {
    Map<String, String> strings = new LinkedHashMap<>();
    for (XmlElement child : root.children("string")) {
      strings.put(child.attribute("name"), child.text());
    }
    return strings;
  }
}
