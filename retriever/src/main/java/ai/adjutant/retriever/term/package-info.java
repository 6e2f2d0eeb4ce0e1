/**
 * The abbreviations that documents explain: found in running text and in glossaries.
 *
 * <p>Public: {@link ai.adjutant.retriever.term.TermCollector} with what it finds. Pure; no index,
 * no gRPC.
 */
@NullMarked
package ai.adjutant.retriever.term;

import org.jspecify.annotations.NullMarked;
