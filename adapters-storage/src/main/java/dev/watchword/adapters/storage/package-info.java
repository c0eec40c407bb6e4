/// The stores on SQLite and PostgreSQL, Argon2id, and the files that unlock without a prompt.
@NullMarked
package dev.watchword.adapters.storage;

import org.jspecify.annotations.NullMarked;
