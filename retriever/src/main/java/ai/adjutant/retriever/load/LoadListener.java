package ai.adjutant.retriever.load;

/**
 * Hears what a load does, from one thread at a time. May block, which holds up the load. Each
 * method returns false when nobody listens any more.
 */
public interface LoadListener {
  /** The load has a name; first. */
  boolean started(LoadSnapshot load);

  /** A document was handled and, unless it failed, committed. */
  boolean document(DocumentOutcome outcome);

  /** Counts so far. */
  boolean progress(LoadSnapshot load);

  /** The load has ended; last. */
  boolean finished(LoadSnapshot load);
}
