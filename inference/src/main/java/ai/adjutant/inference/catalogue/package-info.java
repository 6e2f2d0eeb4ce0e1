/**
 * Keeps the models at hand, those that serve and those that can't, each with its reason, and
 * imports, loads and unloads them. {@code ModelKind} lists what kinds there are.
 *
 * <p>Entry point: {@link ai.adjutant.inference.catalogue.Catalogue}, which opens and closes all models. A
 * model that can't be served never keeps the others from serving. Any thread may call; one thread
 * of its own opens, closes and replaces models, one after the other.
 */
@NullMarked
package ai.adjutant.inference.catalogue;

import org.jspecify.annotations.NullMarked;
