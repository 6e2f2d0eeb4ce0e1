/**
 * The chat contracts over gRPC: checks requests, calls the rooms, translates.
 *
 * <p>Door: {@link ai.adjutant.gateway.service.ChatServices}. No decision is taken here.
 */
@NullMarked
package ai.adjutant.gateway.service;

import org.jspecify.annotations.NullMarked;
