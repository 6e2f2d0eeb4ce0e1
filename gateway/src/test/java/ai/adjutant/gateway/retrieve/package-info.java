/** What a retrieval promises, and a scripted one. */
@NullMarked
package ai.adjutant.gateway.retrieve;

import org.jspecify.annotations.NullMarked;
