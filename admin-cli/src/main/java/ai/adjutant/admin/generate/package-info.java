/**
 * {@code generate} and {@code score}: a language model without the answer flow, for scripts and
 * diagnosis.
 *
 * <p>Public: {@link ai.adjutant.admin.generate.GenerateCommand} and {@link
 * ai.adjutant.admin.generate.ScoreCommand}.
 */
@NullMarked
package ai.adjutant.admin.generate;

import org.jspecify.annotations.NullMarked;
