/// The server, started for real on a free port and spoken to over sockets.
@NullMarked
package dev.watchword.adapters.http;

import org.jspecify.annotations.NullMarked;
