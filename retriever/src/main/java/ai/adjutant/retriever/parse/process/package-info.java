/**
 * Runs parsers in child processes, with bounds of time and memory, and takes their answers.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.process.ParserPool}, which any thread may call, and
 * {@link ai.adjutant.retriever.parse.process.ParserChild}, the program of a child.
 */
@NullMarked
package ai.adjutant.retriever.parse.process;

import org.jspecify.annotations.NullMarked;
