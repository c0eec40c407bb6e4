/// The assurance map: which test shows which requirement.
@NullMarked
package dev.watchword.app.assurance;

import org.jspecify.annotations.NullMarked;
