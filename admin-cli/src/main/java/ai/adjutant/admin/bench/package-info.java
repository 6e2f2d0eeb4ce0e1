/**
 * {@code bench}: how fast a running server is, measured at the client.
 *
 * <p>Public: {@link ai.adjutant.admin.bench.BenchCommand}. Times are taken in the thread that reads
 * the socket.
 */
@NullMarked
package ai.adjutant.admin.bench;

import org.jspecify.annotations.NullMarked;
