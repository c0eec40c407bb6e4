package dev.watchword.core.interchange;

/// A transfer code of Google Authenticator's as a part of its batch: one export of many accounts
/// makes several codes.
///
/// @param batchId shared by the codes of one export; may be negative
/// @param index from 0
/// @param size how many codes the export has; at least 1
public record TransferPart(int batchId, int index, int size) {

  public TransferPart {
    if (size < 1 || index < 0 || index >= size) {
      throw new IllegalArgumentException("index: 0 to below the batch's size");
    }
  }
}
