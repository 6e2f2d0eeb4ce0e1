/**
 * Who asks and under which identifiers: the context that a request carries through all services.
 *
 * <p>Public types: {@link ai.adjutant.chassis.context.RequestContext}, which any code within a
 * request reads with {@code current()}, and {@link ai.adjutant.chassis.context.IdSource}. The
 * context is held by {@link io.grpc.Context}, so work that is handed to another thread carries it
 * only where that context is carried too. Reading and writing metadata is transport's business.
 */
@NullMarked
package ai.adjutant.chassis.context;

import org.jspecify.annotations.NullMarked;
