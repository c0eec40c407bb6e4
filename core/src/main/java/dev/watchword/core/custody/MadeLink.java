package dev.watchword.core.custody;

/// A link that was just made; the only time that what it carries is to be had.
///
/// @param token goes behind the `#` of the address
/// @param link what is kept
public record MadeLink(CustodyToken token, UploadLink link) {}
