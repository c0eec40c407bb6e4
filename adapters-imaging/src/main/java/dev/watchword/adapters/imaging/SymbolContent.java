package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.QrCode;
import org.jspecify.annotations.Nullable;

/// What a symbol's bit stream says.
///
/// @param payload bytes as they stand, segment after segment; the holder wipes them
/// @param text by ECI or best judgement
/// @param part the place in a structured-append sequence
/// @param paddedByTheBook whether the rest of the symbol is terminator and pad codewords, as the
///   standard asks: chance does not write those
record SymbolContent(
    byte[] payload, String text, QrCode.@Nullable Part part, boolean paddedByTheBook) {}
