/**
 * Text to tokens and back, by a model's own {@code tokenizer.json} or a caller's.
 *
 * <p>Public: {@link ai.adjutant.inference.tokenize.Tokenizer}, {@link
 * ai.adjutant.inference.tokenize.TokenizerUpload}. The only package that sees the native tokenizer
 * library; it never goes to the network and writes only into the folder it is given. The library
 * aborts its process where it fails, so files that are not known to be harmless are used in a child
 * process. Any thread may use a tokenizer; a {@link ai.adjutant.inference.tokenize.TextStream} has
 * one owner.
 */
@NullMarked
package ai.adjutant.inference.tokenize;

import org.jspecify.annotations.NullMarked;
