/**
 * Language models: prompts in, tokens out, one step at a time.
 *
 * <p>Entry point: {@link ai.adjutant.inference.engine.LanguageModel}; any thread may call. Behind
 * it one loop thread a model owns all sequences, the decoder and everything they change; requests
 * reach it by one bounded queue and are refused at once when it is full. The loop never waits for a
 * reader. A fault of scheduler or decoder ends it: all requests fail at once with ENGINE_FAILED,
 * and the model says so until it is opened anew.
 */
@NullMarked
package ai.adjutant.inference.engine;

import org.jspecify.annotations.NullMarked;
