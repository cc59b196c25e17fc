/** The first minute of an incident, ticked off from a capture: steps with decision points, what was seen and where to go. */
@NullMarked
package dev.meshdx.checklist;

import org.jspecify.annotations.NullMarked;
