package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.corpus.Originals;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what the stages of one load share: the queues between them, what was named, and whether to
 * go on. Any thread may call.
 */
final class LoadState {
  private static final Logger log = LoggerFactory.getLogger(LoadState.class);
  private static final int FILES_WAITING = 4;
  private static final int STEPS_WAITING = 64;

  private final ClosableQueue<Arrival> files = new ClosableQueue<>(FILES_WAITING);
  private final ClosableQueue<Step> steps = new ClosableQueue<>(STEPS_WAITING);
  private final Names names = new Names();
  private final LoadCounters counters;
  private final Originals originals;
  private final VectorStage vectors;
  private final LanguageWatch languages;
  private final Set<String> originalsTouched = ConcurrentHashMap.newKeySet();
  private volatile boolean finished;
  private volatile boolean cancelled;
  private volatile boolean failed;
  private volatile boolean detached;

  LoadState(LoadContext context, LoadCounters counters) {
    this.counters = counters;
    this.originals = context.corpus().originals();
    this.vectors = new VectorStage(context, this);
    this.languages = new LanguageWatch(context.corpus().settings().language(), context.identity());
  }

  LoadCounters counters() {
    return counters;
  }

  Names names() {
    return names;
  }

  ClosableQueue<Step> steps() {
    return steps;
  }

  VectorStage vectors() {
    return vectors;
  }

  LanguageWatch languages() {
    return languages;
  }

  /** Returns the originals that the end of the load keeps or purges. */
  Set<String> originalsTouched() {
    return originalsTouched;
  }

  // Called by the intake.

  boolean arrived(Arrival arrival) throws InterruptedException {
    return files.put(arrival);
  }

  void finish() {
    finished = true;
    files.close();
  }

  // Called by the workers.

  Optional<Arrival> nextFile() throws InterruptedException {
    return files.take();
  }

  void fileFailed(String path, AdjutantException why) throws InterruptedException {
    names.broken(path);
    failed(path, why);
  }

  void failed(String document, AdjutantException why) throws InterruptedException {
    report(DocumentOutcome.failed(document, why));
  }

  void report(DocumentOutcome outcome) throws InterruptedException {
    steps.put(new Step.Report(outcome));
  }

  void prepared(Prepared document) throws InterruptedException {
    vectors.submit(document);
  }

  void keep(Arrival arrival) {
    try {
      originalsTouched.add(arrival.sha256());
      originals.keep(arrival.file(), arrival.sha256());
    } catch (IOException e) {
      fail("an original could not be kept; is the disk full?", e);
    }
  }

  void replaced(String original) {
    originalsTouched.add(original);
  }

  void warn(String warning) {
    counters.warn(warning);
  }

  // Whether to go on.

  /** Stops as soon as may be; what was committed stays. */
  void cancel() {
    cancelled = true;
    files.close();
  }

  /** Stops the load for a reason that concerns no single file. */
  void fail(String warning, Throwable cause) {
    if (!failed) {
      log.error("load stops: {}", warning, cause);
      counters.warn(warning);
    }
    failed = true;
    files.close();
  }

  /** Stops the load for a reason that lies in the documents. */
  void fail(String warning) {
    counters.warn(warning);
    failed = true;
    files.close();
  }

  /** Goes on without a listener: no more files are taken, what arrived whole is still committed. */
  void detach() {
    detached = true;
    files.close();
  }

  boolean isStopped() {
    return cancelled || failed;
  }

  boolean isFailed() {
    return failed;
  }

  boolean isDetached() {
    return detached;
  }

  /** Returns true when the sender said that all files were sent and nothing went wrong since. */
  boolean isWhole() {
    return finished && !cancelled && !failed && !detached;
  }

  LoadSnapshot.State endState() {
    if (failed) {
      return LoadSnapshot.State.FAILED;
    }
    return isWhole() ? LoadSnapshot.State.SUCCEEDED : LoadSnapshot.State.CANCELLED;
  }
}
