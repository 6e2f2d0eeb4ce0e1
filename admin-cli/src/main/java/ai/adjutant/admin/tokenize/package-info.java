/**
 * {@code tokenize}: texts to token ids and back, line by line.
 *
 * <p>Public: {@link ai.adjutant.admin.tokenize.TokenizeCommand}.
 */
@NullMarked
package ai.adjutant.admin.tokenize;

import org.jspecify.annotations.NullMarked;
