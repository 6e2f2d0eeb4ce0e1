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
 * What the stages of one load share: the queues between them, what was named, and whether to go on.
 * Any thread may call.
 */
final class LoadProgress {
  private static final Logger log = LoggerFactory.getLogger(LoadProgress.class);
  private static final int FILES_WAITING = 4;
  private static final int STEPS_WAITING = 64;

  private final Handoff<Arrival> files = new Handoff<>(FILES_WAITING);
  private final Handoff<Step> steps = new Handoff<>(STEPS_WAITING);
  private final Names names = new Names();
  private final Tally tally;
  private final Originals originals;
  private final VectorStage vectors;
  private final LanguageWatch languages;
  private final Set<String> originalsTouched = ConcurrentHashMap.newKeySet();
  private volatile boolean finished;
  private volatile boolean cancelled;
  private volatile boolean failed;
  private volatile boolean deserted;

  LoadProgress(LoadTools tools, Tally tally) {
    this.tally = tally;
    this.originals = tools.corpus().originals();
    this.vectors = new VectorStage(tools, this);
    this.languages = new LanguageWatch(tools.corpus().settings().language(), tools.identity());
  }

  Tally tally() {
    return tally;
  }

  Names names() {
    return names;
  }

  Handoff<Step> steps() {
    return steps;
  }

  VectorStage vectors() {
    return vectors;
  }

  LanguageWatch languages() {
    return languages;
  }

  /** Files whose keeping or purging must be thought over at the end. */
  Set<String> originalsTouched() {
    return originalsTouched;
  }

  // What the intake says.

  boolean arrived(Arrival arrival) throws InterruptedException {
    return files.put(arrival);
  }

  void finish() {
    finished = true;
    files.close();
  }

  // What the workers say.

  Optional<Arrival> nextFile() throws InterruptedException {
    return files.take();
  }

  void fileFailed(String path, AdjutantException why) throws InterruptedException {
    names.broken(path);
    failed(path, why);
  }

  void failed(String document, AdjutantException why) throws InterruptedException {
    told(DocumentOutcome.failed(document, why));
  }

  void told(DocumentOutcome outcome) throws InterruptedException {
    steps.put(new Step.Told(outcome));
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
    tally.warn(warning);
  }

  // Whether to go on.

  /** Stops as soon as may be; what was committed stays. */
  void cancel() {
    cancelled = true;
    files.close();
  }

  /** Stops because of something that concerns no single file. */
  void fail(String warning, Throwable cause) {
    if (!failed) {
      log.error("load stops: {}", warning, cause);
      tally.warn(warning);
    }
    failed = true;
    files.close();
  }

  /** Stops because of something that the documents are the reason of. */
  void fail(String warning) {
    tally.warn(warning);
    failed = true;
    files.close();
  }

  /** Nobody listens any more; what arrived whole is still committed. */
  void desert() {
    deserted = true;
    files.close();
  }

  boolean isStopped() {
    return cancelled || failed;
  }

  boolean isFailed() {
    return failed;
  }

  boolean isDeserted() {
    return deserted;
  }

  /** True when the sender said that all files were sent and nothing went wrong since. */
  boolean isWhole() {
    return finished && !cancelled && !failed && !deserted;
  }

  LoadSnapshot.State endState() {
    if (failed) {
      return LoadSnapshot.State.FAILED;
    }
    return isWhole() ? LoadSnapshot.State.SUCCEEDED : LoadSnapshot.State.CANCELLED;
  }
}
