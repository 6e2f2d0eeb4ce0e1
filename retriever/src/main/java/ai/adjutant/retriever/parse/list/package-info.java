/**
 * Reads the marks and levels of list items, and writes lists.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.list.ItemMark}, {@link
 * ai.adjutant.retriever.parse.list.ItemLevels}, {@link
 * ai.adjutant.retriever.parse.list.MarkedLists}. For one thread.
 */
@NullMarked
package ai.adjutant.retriever.parse.list;

import org.jspecify.annotations.NullMarked;
