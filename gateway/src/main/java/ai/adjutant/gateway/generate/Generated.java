package ai.adjutant.gateway.generate;

import ai.adjutant.gateway.tier.ModelUse;

/**
 * Holds what was generated.
 *
 * @param text the whole text
 * @param use model and tokens
 */
public record Generated(String text, ModelUse use) {}
