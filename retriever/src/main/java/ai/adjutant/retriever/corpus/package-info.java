/**
 * Keeps the registry of corpora: which stand in the data folder, their settings, and the originals
 * of their documents.
 *
 * <p>Public: {@link ai.adjutant.retriever.corpus.CorpusRegistry}. What is here is written so that a
 * process may die at any moment: new files beside old ones, synced, then renamed. A damaged corpus
 * is reported where it is asked for and harms no other. Any thread may call.
 */
@NullMarked
package ai.adjutant.retriever.corpus;

import org.jspecify.annotations.NullMarked;
