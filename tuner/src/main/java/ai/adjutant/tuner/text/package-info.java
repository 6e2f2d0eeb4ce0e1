/**
 * Texts as tokens, by the tokenizer of the model that training starts from.
 *
 * <p>Entry point: {@link ai.adjutant.tuner.text.WordPieces}. Only a tokenizer that comes with the
 * tuner is read: the native library aborts on files that it did not expect.
 */
@NullMarked
package ai.adjutant.tuner.text;

import org.jspecify.annotations.NullMarked;
