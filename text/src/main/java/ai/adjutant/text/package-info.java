/**
 * Plain text, the same way everywhere: sentences, content words, numbers.
 *
 * <p>Public: {@link ai.adjutant.text.Sentences} and the classes beside it; all pure, any thread may
 * call. No service, no index, no model comes in. Lucene appears as analyzer only.
 */
@NullMarked
package ai.adjutant.text;

import org.jspecify.annotations.NullMarked;
