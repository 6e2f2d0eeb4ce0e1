package ai.adjutant.tuner.train;

import ai.adjutant.tuner.data.BatchPlan;

/**
 * What the batches of a run come to.
 *
 * @param tokens of all of them, with those that fill up batches
 * @param longest number of the batch with the most tokens
 */
record PlanTotals(long tokens, long longest) {
  static PlanTotals of(BatchPlan plan, long batches) {
    long tokens = 0;
    long longest = 0;
    long most = -1;
    for (long i = 0; i < batches; i++) {
      long own = plan.tokens(plan.batch(i));
      tokens += own;
      if (own > most) {
        most = own;
        longest = i;
      }
    }
    return new PlanTotals(tokens, longest);
  }
}
