package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.vault.Icon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The entries of a KeePass XML: those with a one-time password, earlier versions of an entry and
/// the recycle bin left out.
final class KeePassEntries {

  private static final String EMPTY_UUID = "AAAAAAAAAAAAAAAAAAAAAA==";

  private final Items items;
  private final IconPicture icons;
  private final Map<String, String> pictures = new HashMap<>();
  private String recycleBin = "";

  KeePassEntries(Items items) {
    this.items = items;
    this.icons = new IconPicture(items);
  }

  void read(XmlElement file) throws BackupFileException {
    Optional<XmlElement> meta = file.child("Meta");
    if (meta.isPresent()) {
      boolean enabled = !meta.get().textOf("RecycleBinEnabled").equalsIgnoreCase("false");
      String uuid = meta.get().textOf("RecycleBinUUID").strip();
      recycleBin = enabled && !uuid.equals(EMPTY_UUID) ? uuid : "";
      meta.get().child("CustomIcons").stream()
          .flatMap(all -> all.children("Icon").stream())
          .forEach(icon -> pictures.put(icon.textOf("UUID").strip(), icon.textOf("Data")));
    }
    Optional<XmlElement> root = file.child("Root");
    if (root.isPresent()) {
      for (XmlElement group : root.get().children("Group")) {
        readGroup(group, Optional.empty());
      }
    }
  }

  /// Recursion is bounded by the depth of the XML.
  private void readGroup(XmlElement group, Optional<String> tag) throws BackupFileException {
    String uuid = group.textOf("UUID").strip();
    if (!recycleBin.isEmpty() && uuid.equals(recycleBin)) {
      return;
    }
    for (XmlElement child : group.children()) {
      if (child.name().equals("Entry")) {
        readEntry(child, tag);
      } else if (child.name().equals("Group")) {
        readGroup(child, Optional.of(child.textOf("Name")));
      }
    }
  }

  private void readEntry(XmlElement entry, Optional<String> group) throws BackupFileException {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (XmlElement string : entry.children("String")) {
      attributes.put(string.textOf("Key"), string.textOf("Value"));
    }
    List<String> tags = new ArrayList<>();
    group.ifPresent(tags::add);
    tags.addAll(KeePassFormat.tags(entry.textOf("Tags")));
    Optional<Icon> icon =
        Optional.ofNullable(pictures.get(entry.textOf("CustomIconUUID").strip()))
            .flatMap(icons::ofBase64);
    for (Items.Reader otp : KeePassOtp.of(attributes)) {
      items.add(() -> named(otp.read(), attributes).tags(tags).icon(icon));
    }
  }

  private static ItemDraft named(ItemDraft draft, Map<String, String> attributes) {
    String user = attributes.getOrDefault("UserName", "");
    if (draft.account().equals("none") && user.isBlank()) {
      draft.account(""); // what KeePassXC writes for an empty user name
    }
    return draft
        .issuerIfNone(attributes.getOrDefault("Title", ""))
        .accountIfNone(user)
        .note(attributes.getOrDefault("Notes", ""));
  }
}
