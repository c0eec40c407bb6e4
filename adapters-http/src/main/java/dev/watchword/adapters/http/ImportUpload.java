package dev.watchword.adapters.http;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.PasswordSource;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The backups out of a request's body: the body itself is one, or a form has any number of files,
/// a field `password` and a file `keyFile`. A password never stands in the URL (SECURITY LO-06).
///
/// @param files to be read; named as the sender names them, for the report alone
/// @param password for those that are encrypted
/// @param keyFile of a KeePass database
record ImportUpload(
    List<BackupFile> files, Optional<BackupPassword> password, Optional<BackupFile> keyFile)
    implements AutoCloseable {

  /// A file of the largest size, and what multipart wraps around it.
  static final int MAX_BODY_BYTES = ImportLimits.STANDARD.fileBytes() + 64 * 1024;

  private static final int MAX_PARTS = 70;
  private static final int MAX_NAME = 255;
  private static final String PASSWORD = "password";
  private static final String KEY_FILE = "keyFile";
  private static final List<String> APPLICATIONS =
      List.of("octet-stream", "json", "xml", "zip", "pdf");

  /// Takes the files out of the request; the caller closes them.
  static ImportUpload read(Exchange exchange) {
    String type = exchange.mediaType();
    boolean form = type.equals(MultipartForm.MEDIA_TYPE);
    if (!form && !isFile(type)) {
      throw Problem.unsupportedMediaType(
              "the backup itself as application/octet-stream, or multipart/form-data with files"
                  + " and, where they are encrypted, a field called password")
          .asException();
    }
    byte[] body = exchange.body("A backup", MAX_BODY_BYTES);
    if (body.length == 0) {
      throw Problem.badRequest("The body is empty; send a backup.").asException();
    }
    if (!form) {
      return new ImportUpload(
          List.of(new BackupFile("body", body)), Optional.empty(), Optional.empty());
    }
    try (MultipartForm parts =
        MultipartForm.parse(body, exchange.header("Content-Type").orElse(""), MAX_PARTS)) {
      return of(parts);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static boolean isFile(String type) {
    return type.startsWith("image/")
        || type.startsWith("text/")
        || (type.startsWith("application/")
            && APPLICATIONS.contains(type.substring("application/".length())));
  }

  private static ImportUpload of(MultipartForm form) {
    List<BackupFile> files = new ArrayList<>();
    Optional<BackupPassword> password = Optional.empty();
    Optional<BackupFile> keyFile = Optional.empty();
    for (MultipartForm.Part part : form.parts()) {
      if (part.name().equals(PASSWORD)) {
        if (password.isPresent()) {
          throw Problem.badRequest("The form has several passwords.").asException();
        }
        password = Optional.of(password(part.bytes()));
      } else if (part.fileName().isPresent()) {
        String name = part.fileName().get();
        BackupFile file =
            new BackupFile(
                name.substring(0, Math.min(name.length(), MAX_NAME)), part.bytes().clone());
        if (part.name().equals(KEY_FILE)) {
          keyFile = Optional.of(file);
        } else {
          files.add(file);
        }
      } else {
        throw Problem.badRequest("The form has a field that is not known here.").asException();
      }
    }
    if (files.isEmpty()) {
      throw Problem.badRequest("The form has no file.").asException();
    }
    return new ImportUpload(files, password, keyFile);
  }

  private static BackupPassword password(byte[] utf8) {
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
    char[] characters = new char[text.remaining()];
    text.get(characters);
    try {
      return BackupPassword.of(characters);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(PASSWORD, "longer than 4,096 characters").asException();
    } finally {
      Arrays.fill(characters, '\0');
      Arrays.fill(text.array(), '\0');
    }
  }

  /// The password for whichever file asks.
  PasswordSource passwords() {
    return (path, format) -> password.map(BackupPassword::copy);
  }

  @Override
  public void close() {
    files.forEach(BackupFile::close);
    password.ifPresent(BackupPassword::close);
    keyFile.ifPresent(BackupFile::close);
  }
}
