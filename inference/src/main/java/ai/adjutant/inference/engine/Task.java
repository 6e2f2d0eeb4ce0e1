package ai.adjutant.inference.engine;

/** A request in the hands of the loop, which alone calls it but for {@link #givenUp}. */
interface Task {
  /** Takes one step, a chunk of the prompt or one token; true when nothing is left to do. */
  boolean step(Decoder decoder);

  /** Tells whoever waits that it failed. */
  void fail(Throwable failure);

  /** Whether nobody waits any more; any thread may set it. */
  boolean givenUp();

  /** Lets go of what the steps took. */
  void release();
}
