/**
 * Choosing the next token from a model's logits.
 *
 * <p>Entry point: {@link ai.adjutant.inference.sample.Sampler}. Pure but for its seeded randomness:
 * the same seed and logits give the same tokens. One owner a sampler; no model and no text comes
 * in.
 */
@NullMarked
package ai.adjutant.inference.sample;

import org.jspecify.annotations.NullMarked;
