package dev.watchword.adapters.cli;

import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ExportBackup;
import dev.watchword.core.interchange.ReadBackups;
import java.util.List;

/// The parts of the program that move accounts in and out.
///
/// Public because the composition root asks the injector for it; see [WatchwordCli.Wiring].
public final class CliTransfers {

  private final List<BackupFormat> formats;
  private final ReadBackups reader;
  private final ExportBackup exporter;

  CliTransfers(List<BackupFormat> formats, ImageDecoder decoder, ExportBackup exporter) {
    this.formats = List.copyOf(formats);
    this.reader = new ReadBackups(formats, decoder);
    this.exporter = exporter;
  }

  List<BackupFormat> formats() {
    return formats;
  }

  ReadBackups reader() {
    return reader;
  }

  ExportBackup exporter() {
    return exporter;
  }
}
