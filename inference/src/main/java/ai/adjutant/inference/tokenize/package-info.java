/**
 * Text to tokens and back, by a model's own {@code tokenizer.json}.
 *
 * <p>Door: {@link ai.adjutant.inference.tokenize.Tokenizer}. The only room that sees the native
 * tokenizer library; it never goes to the network and writes only into the folder it is given. Any
 * thread may use a tokenizer; a {@link ai.adjutant.inference.tokenize.TextStream} has one owner.
 */
@NullMarked
package ai.adjutant.inference.tokenize;

import org.jspecify.annotations.NullMarked;
