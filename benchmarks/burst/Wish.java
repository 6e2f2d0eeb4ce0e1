package ai.adjutant.burst;

/**
 * States what is measured.
 *
 * @param questions how many are asked
 * @param perSecond how many a second; 0 for all at once
 * @param connections over how many connections
 * @param limit how many the scripted gateway takes at once
 * @param server a gateway that runs already; empty for a scripted one
 * @param corpus resource name of the corpus that is asked
 * @param question what is asked
 */
record Wish(
    int questions,
    int perSecond,
    int connections,
    int limit,
    String server,
    String corpus,
    String question) {
  private static final int QUESTIONS = 2_000;
  private static final int CONNECTIONS = 8;
  private static final int LIMIT = 128;

  static Wish parse(String[] args) {
    int first = args.length > 0 && !args[0].startsWith("--") ? 1 : 0;
    Wish wish =
        new Wish(
            first == 1 ? Integer.parseInt(args[0]) : QUESTIONS,
            0,
            CONNECTIONS,
            LIMIT,
            "",
            "corpora/burst",
            "How much is the late payment fee?");
    for (int i = first; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      wish = wish.with(args[i], args[i + 1]);
    }
    return wish;
  }

  Wish questions(int other) {
    return new Wish(other, 0, connections, limit, server, corpus, question);
  }

  private Wish with(String option, String value) {
    return new Wish(
        questions,
        option.equals("--rate") ? Integer.parseInt(value) : perSecond,
        option.equals("--connections") ? Integer.parseInt(value) : connections,
        option.equals("--limit") ? Integer.parseInt(value) : limit,
        option.equals("--server") ? value : server,
        option.equals("--corpus") ? value : corpus,
        option.equals("--question") ? value : question);
  }
}
