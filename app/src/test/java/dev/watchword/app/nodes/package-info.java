/// Server processes on one PostgreSQL: what holds over nodes, and over their deaths.
@NullMarked
package dev.watchword.app.nodes;

import org.jspecify.annotations.NullMarked;
