package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.FileError;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The composite key of a KDBX file: password, key file, or both, hashed together.
final class KdbxKey {

  private KdbxKey() {}

  static byte[] composite(BackupFile file, BackupFormat format, ReadContext context)
      throws BackupFileException {
    Optional<BackupPassword> password =
        context.passwords().passwordFor(file.path(), format.displayName());
    if (password.isEmpty() && context.keyFile().isEmpty()) {
      throw new BackupFileException(new FileError.PasswordNeeded(format.displayName()));
    }
    byte[] ofPassword = new byte[0];
    if (password.isPresent()) {
      try (BackupPassword given = password.get()) {
        ofPassword = given.expose(utf8 -> Digests.sha256(utf8));
      }
    }
    byte[] ofKeyFile = context.keyFile().map(KdbxKey::ofKeyFile).orElse(new byte[0]);
    return Digests.sha256(ofPassword, ofKeyFile);
  }

  /// The content of a key file: XML of version 1 (Base64) or 2 (hexadecimal), 32 bytes, 64
  /// hexadecimal digits, or else any file's hash.
  private static byte[] ofKeyFile(BackupFile keyFile) {
    Optional<byte[]> xml =
        XmlView.of(keyFile)
            .root()
            .filter(root -> root.name().equals("KeyFile"))
            .flatMap(KdbxKey::ofXml);
    if (xml.isPresent()) {
      return xml.get();
    }
    if (keyFile.size() == 32) {
      return keyFile.bytes().clone();
    }
    Optional<byte[]> hex =
        keyFile.size() == 64
            ? Encoded.hex(new String(keyFile.bytes(), StandardCharsets.US_ASCII))
            : Optional.empty();
    return hex.filter(key -> key.length == 32).orElseGet(() -> Digests.sha256(keyFile.bytes()));
  }

  private static Optional<byte[]> ofXml(XmlElement root) {
    String version = root.path("Meta", "Version").map(XmlElement::text).orElse("1");
    String data = root.path("Key", "Data").map(XmlElement::text).orElse("");
    return version.strip().startsWith("2") ? Encoded.hex(data) : Encoded.base64(data);
  }
}
