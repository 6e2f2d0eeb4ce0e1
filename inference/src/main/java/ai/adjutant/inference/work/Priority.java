package ai.adjutant.inference.work;

/** Orders work by who waits for it. */
public enum Priority {
  /** A user waits for the answer; runs before bulk work. */
  INTERACTIVE,
  /** Documents are being loaded; nobody waits for one of them. */
  BULK
}
