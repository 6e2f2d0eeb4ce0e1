/**
 * {@code model pull}'s other end: a model hub over HTTP, read as Hugging Face serves it.
 *
 * <p>Public: {@link ai.adjutant.admin.hub.Hub}. What a hub says is not trusted: paths are checked,
 * lengths bounded, bytes hashed. No gRPC. One thread at a time; transfers run in the HTTP client's.
 */
@NullMarked
package ai.adjutant.admin.hub;

import org.jspecify.annotations.NullMarked;
