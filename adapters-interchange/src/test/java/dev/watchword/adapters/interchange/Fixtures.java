package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.FileReading;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.ImportReport;
import dev.watchword.core.interchange.ImportReportJson;
import dev.watchword.core.interchange.PasswordSource;
import dev.watchword.core.interchange.ReadBackups;
import dev.watchword.core.interchange.SortImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The files that the generator under `src/test/generator` made, and what reading each must give.
final class Fixtures {

  static final ObjectMapper JSON = new ObjectMapper();
  static final List<BackupFormat> FORMATS =
      Guice.createInjector(new InterchangeModule())
          .getInstance(Key.get(new TypeLiteral<List<BackupFormat>>() {}));

  private Fixtures() {}

  /// One file of the index.
  record Case(JsonNode node) {

    String name() {
      return node.get("name").asText();
    }

    String format() {
      return node.get("format").asText();
    }

    Optional<String> password() {
      return Optional.ofNullable(node.get("password").textValue());
    }

    Optional<String> error() {
      return Optional.ofNullable(node.get("error").textValue());
    }

    byte[] content() {
      return bytes(node.get("file").asText());
    }

    List<BackupFile> files() {
      List<BackupFile> files = new ArrayList<>();
      files.add(file(node.get("file").asText()));
      node.get("companions").forEach(other -> files.add(file(other.asText())));
      return files;
    }

    Optional<BackupFile> keyFile() {
      return Optional.ofNullable(node.get("keyFile").textValue()).map(Fixtures::file);
    }

    @Override
    public String toString() {
      return name();
    }
  }

  static Stream<Case> cases() {
    try {
      return StreamSupport.stream(JSON.readTree(bytes("index.json")).spliterator(), false)
          .map(Case::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Case named(String name) {
    return cases().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  static BackupFile file(String path) {
    return new BackupFile(path, bytes(path));
  }

  static byte[] bytes(String path) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/fixtures/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PasswordSource passwords(Optional<String> password) {
    return (path, format) -> password.map(text -> BackupPassword.of(text.toCharArray()));
  }

  static ReadBackups reader() {
    return new ReadBackups(
        FORMATS,
        (picture, limits) -> {
          throw new AssertionError("no picture was expected");
        });
  }

  /// Reads files as an import would, and gives the report of the first as its public JSON.
  static JsonNode report(
      List<BackupFile> files, Optional<String> password, Optional<BackupFile> keyFile) {
    List<FileReading> readings =
        reader().read(files, Optional.empty(), ImportLimits.STANDARD, passwords(password), keyFile);
    try (ImportReport report = SortImport.withoutVault(readings)) {
      return JSON.readTree(ImportReportJson.write(report, true)).get("files").get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
