/// Pictures in, QR payloads or a diagnosis out; QR pictures. How the reader works, stage by stage,
/// is told in `docs/reader.md`.
@NullMarked
package dev.watchword.adapters.imaging;

import org.jspecify.annotations.NullMarked;
