import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One of the programs compared, as a process that does on its standard input's command one of: {@code bulk FROM TO},
 * {@code quiet COUNT SEED}, {@code loaded COUNT SEED}; and answers in one line of numbers.
 */
interface Side {
  /** Chunks embedded by one call of a bulk load. */
  int CALL = 32;

  /** Embeds chunks as a load would; returns their vectors. */
  List<float[]> documents(List<String> texts) throws Exception;

  /** Embeds a question. */
  float[] question(String text) throws Exception;

  /** Serves commands until the input ends; the arguments are files of chunks and of questions, one a line. */
  static void serve(String[] args, Side side) throws Exception {
    List<String> chunks = Files.readAllLines(Path.of(args[0]));
    List<String> questions = Files.readAllLines(Path.of(args[1]));
    System.out.println("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      int first = Integer.parseInt(words[1]);
      int second = Integer.parseInt(words[2]);
      System.out.println(
          switch (words[0]) {
            case "bulk" -> bulk(side, chunks.subList(first, second));
            case "quiet" -> quiet(side, questions, first, second);
            case "loaded" -> loaded(side, chunks, questions, first, second);
            case "vector" -> vector(side.documents(chunks.subList(first, first + 1)).getFirst());
            default -> throw new IOException("no command: " + line);
          });
    }
  }

  private static String bulk(Side side, List<String> chunks) throws Exception {
    long start = System.nanoTime();
    for (int from = 0; from < chunks.size(); from += CALL) {
      side.documents(chunks.subList(from, Math.min(from + CALL, chunks.size())));
    }
    return Double.toString((System.nanoTime() - start) / 1e9);
  }

  private static String quiet(Side side, List<String> questions, int count, long seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder times = new StringBuilder();
    for (int i = 0; i < count; i++) {
      // Paced like people, not like a loop that keeps everything warm.
      LockSupport.parkNanos(20_000_000 + random.nextInt(40_000_000));
      String question = questions.get(random.nextInt(questions.size()));
      long start = System.nanoTime();
      side.question(question);
      times.append(String.format(Locale.ROOT, "%.3f ", (System.nanoTime() - start) / 1e6));
    }
    return times.toString();
  }

  /** The first number is chunks per second, the others are times of questions. */
  private static String loaded(Side side, List<String> chunks, List<String> questions, int count, long seed)
      throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger done = new AtomicInteger();
    List<Thread> loads = new ArrayList<>();
    for (int load = 0; load < 2; load++) { // two calls in flight: there is always work waiting
      int offset = load * 13 * CALL;
      loads.add(Thread.ofPlatform().start(() -> {
        try {
          for (int from = offset; !stop.get(); from += CALL) {
            int at = from % (chunks.size() - CALL);
            done.addAndGet(side.documents(chunks.subList(at, at + CALL)).size());
          }
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }));
    }
    long start = System.nanoTime();
    String times = quiet(side, questions, count, seed);
    stop.set(true);
    for (Thread load : loads) {
      load.join();
    }
    return String.format(Locale.ROOT, "%.3f ", done.get() / ((System.nanoTime() - start) / 1e9)) + times;
  }

  private static String vector(float[] values) {
    StringBuilder text = new StringBuilder();
    for (float value : values) {
      text.append(value).append(' ');
    }
    return text.toString();
  }
}
