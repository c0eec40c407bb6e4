package dev.watchword.core.interchange;

/// What reading one file may cost (SECURITY, section IM), looked at before memory or time is spent.
///
/// @param fileBytes size of the file
/// @param inflatedBytes size of all that is unpacked from it together
/// @param entries items of one file
/// @param archiveEntries members of a ZIP
/// @param inflationRatio how many times its size a packed stream over 1 MiB may unpack to
/// @param depth nesting of JSON and XML
/// @param nodes values of a JSON text, elements of an XML text
/// @param kdf what key derivations may cost
public record ImportLimits(
    int fileBytes,
    int inflatedBytes,
    int entries,
    int archiveEntries,
    int inflationRatio,
    int depth,
    int nodes,
    KdfLimits kdf) {

  /// 32 MiB, 64 MiB inflated, 10,000 entries, 1,000 archive members, 200:1, 64 levels.
  public static final ImportLimits STANDARD =
      new ImportLimits(32 << 20, 64 << 20, 10_000, 1_000, 200, 64, 1_500_000, KdfLimits.STANDARD);

  public ImportLimits {
    if (fileBytes < 1
        || inflatedBytes < 1
        || entries < 1
        || archiveEntries < 1
        || inflationRatio < 1
        || depth < 1
        || nodes < 1) {
      throw new IllegalArgumentException("limits: each must be at least 1");
    }
  }

  /// The same limits with others for key derivations.
  public ImportLimits withKdf(KdfLimits others) {
    return new ImportLimits(
        fileBytes, inflatedBytes, entries, archiveEntries, inflationRatio, depth, nodes, others);
  }
}
