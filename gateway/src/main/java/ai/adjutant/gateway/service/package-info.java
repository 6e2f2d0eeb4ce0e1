/**
 * The chat contracts over gRPC: checks requests, calls the flow, translates.
 *
 * <p>Public: {@link ai.adjutant.gateway.service.ChatServices}. How questions are answered is
 * decided elsewhere.
 */
@NullMarked
package ai.adjutant.gateway.service;

import org.jspecify.annotations.NullMarked;
