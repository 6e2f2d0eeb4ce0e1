/**
 * Whether what a question is about stands in what answers it: its identifiers, and the names,
 * numbers and letters that tell one thing from its siblings.
 *
 * <p>Public: {@link ai.adjutant.gateway.subject.Subject} with its verdict. Pure; any thread may
 * call.
 */
@NullMarked
package ai.adjutant.gateway.subject;

import org.jspecify.annotations.NullMarked;
