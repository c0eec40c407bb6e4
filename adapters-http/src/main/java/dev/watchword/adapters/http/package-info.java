/// The server: the REST API under `/api/v1`, its contract, and the first web page.
///
/// [WatchwordServer] is what a program of yours starts with ports of its own; [HttpModule] makes it
/// for Watchword's own composition root. One request's way: [ConnectionGuard] bounds its time,
/// [Dispatcher] checks host, framing and caller and finds the [Route], an endpoint returns an
/// [Answer], the dispatcher adds the [SecurityHeaders] and writes one line to the [AccessLog].
@NullMarked
package dev.watchword.adapters.http;

import org.jspecify.annotations.NullMarked;
