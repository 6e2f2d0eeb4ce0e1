/**
 * The folder of a model that can be served: configuration and tokenizer beside {@code onnx}.
 *
 * <p>Entry point: {@link ai.adjutant.onnx.folder.ModelFolder}. It writes what it is given under the
 * names that published models use; it makes up no tokenizer and no weights. One thread a folder.
 */
@NullMarked
package ai.adjutant.onnx.folder;

import org.jspecify.annotations.NullMarked;
