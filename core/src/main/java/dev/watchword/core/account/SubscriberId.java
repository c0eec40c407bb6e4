package dev.watchword.core.account;

/// The name by which a relying party knows a subscriber (NIST SP 800-63B: the holder of an
/// account).
///
/// Compared exactly, character by character: a relying party that folds case does so before it
/// asks. An opaque id is better than an e-mail address, since it stands in the audit log.
///
/// @param value 1 to 128 code points without control, format or unassigned characters
public record SubscriberId(String value) {

  public SubscriberId {
    PlainName.checked("subscriber", value, 128);
  }

  @Override
  public String toString() {
    return value;
  }
}
