/// Benchmarks, each started by a script of its own in `bench/`; nothing here ships.
@NullMarked
package dev.watchword.bench;

import org.jspecify.annotations.NullMarked;
