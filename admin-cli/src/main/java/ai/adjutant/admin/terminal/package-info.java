/**
 * What a person or a script sees: text made safe, tables, progress, JSON, exit codes.
 *
 * <p>Public: {@link ai.adjutant.admin.terminal.Terminal}. No gRPC but the mapping of its status to
 * exit codes.
 */
@NullMarked
package ai.adjutant.admin.terminal;

import org.jspecify.annotations.NullMarked;
