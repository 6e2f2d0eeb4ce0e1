package ai.adjutant.gateway.tier;

/** States why a tier could not come to an end. */
public enum TierFailure {
  /** The model that should answer is not installed, not loaded, or broken. */
  MODEL_NOT_READY,
  /** The service behind the tier can't be reached. */
  UNREACHABLE,
  /** The service behind the tier is full at the moment. */
  OVERLOADED,
  /** The time of the request was used up. */
  TOO_SLOW,
  /** The service refused the request, such as a prompt longer than the model's context. */
  REFUSED,
  /** The tier broke off. */
  BROKEN
}
