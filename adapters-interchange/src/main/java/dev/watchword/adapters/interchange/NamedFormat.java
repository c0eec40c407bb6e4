package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFormat;

/// A format with its names, so that each format's class is left with what it reads.
abstract class NamedFormat implements BackupFormat {

  private final String id;
  private final String displayName;
  private final String variants;

  NamedFormat(String id, String displayName, String variants) {
    this.id = id;
    this.displayName = displayName;
    this.variants = variants;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String displayName() {
    return displayName;
  }

  @Override
  public final String variants() {
    return variants;
  }

  @Override
  public final String toString() {
    return id;
  }
}
