package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.QrCode;

/// A symbol that passed its own error correction.
///
/// @param version 1 to 40
/// @param level its error correction level
/// @param content what it says
/// @param strain the share of its correction capacity that the worst block took, 0 to 1: erasures
///   count once, errors twice
/// @param mirrored whether it was read as in a mirror
record DecodedSymbol(
    int version,
    QrCode.ErrorCorrection level,
    SymbolContent content,
    double strain,
    boolean mirrored) {}
