/// The composition root: settings, the choice of modules, the injector, the program's entry point.
@NullMarked
package dev.watchword.app;

import org.jspecify.annotations.NullMarked;
