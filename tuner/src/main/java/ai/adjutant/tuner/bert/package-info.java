/**
 * A BERT encoder that can be trained.
 *
 * <p>Entry point: {@link ai.adjutant.tuner.bert.BertEncoder}. What its outputs are used for is its
 * caller's affair.
 */
@NullMarked
package ai.adjutant.tuner.bert;

import org.jspecify.annotations.NullMarked;
