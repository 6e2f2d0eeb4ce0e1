/**
 * Writes tables of every format by one model: spans laid out in a grid, header rows joined, groups
 * filled down, a row a line with the names of its columns.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.table.TableWriter}, for one thread.
 */
@NullMarked
package ai.adjutant.retriever.parse.table;

import org.jspecify.annotations.NullMarked;
