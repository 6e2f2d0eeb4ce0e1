import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A child process that runs passes when asked: loaded once, idle in between, ended with its input.
 */
final class Engine implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 15;
  private static final Line END = new Line();

  private final String role;
  private final Process process;
  private final PrintWriter requests;
  private final BlockingQueue<Line> answers = new ArrayBlockingQueue<>(16);
  private final Line ready;

  Engine(String role, String command) throws IOException {
    this.role = role;
    process =
        new ProcessBuilder("bash", "-c", "exec " + command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    Thread.ofVirtual().name(role).start(this::read);
    ready = next();
  }

  Line ready() {
    return ready;
  }

  /**
   * The engine's own line, and what Linux saw meanwhile. {@code neighbour} is time that others were
   * meant to take.
   */
  Line run(Scenario scenario, ProcessHandle neighbour) {
    Load before = Load.of(process.toHandle());
    Load beside = neighbour == null ? null : Load.of(neighbour);
    long start = System.nanoTime();
    requests.println(scenario.request());
    Line line = next();
    double wall = (System.nanoTime() - start) / 1e6;
    Load load = Load.of(process.toHandle()).since(before);
    double others =
        load.others() - (neighbour == null ? 0 : Load.of(neighbour).since(beside).cpu());
    return new Line()
        .with("role", role)
        .with("engine", ready.text("engine"))
        .withAll(line)
        .with("pass_ms", wall)
        .with("pass_cpu_ms", load.cpu())
        .with("waited_share", load.waited() / wall)
        .with("others_share", Math.max(0, others) / wall)
        .with("stolen_share", load.stolen() / wall);
  }

  @Override
  public void close() {
    requests.close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Line next() {
    try {
      Line line = answers.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
      if (line == null || line == END) {
        throw new IllegalStateException(
            role + (line == END ? " ended" : " is silent") + " instead of answering");
      }
      return line;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Whatever else a program prints is not for us. */
  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{")) {
          answers.put(Line.parse(line));
        }
      }
      answers.put(END);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
