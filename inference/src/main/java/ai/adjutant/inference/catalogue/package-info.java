/**
 * The models at hand, those that serve and those that can't, each with its reason; their coming in,
 * loading and unloading.
 *
 * <p>Door: {@link ai.adjutant.inference.catalogue.Catalogue}, which opens and closes all models. A
 * model that can't be served never keeps the others from serving. Any thread may call; one thread
 * of the room's own opens, closes and replaces models, one after the other.
 */
@NullMarked
package ai.adjutant.inference.catalogue;

import org.jspecify.annotations.NullMarked;
