package ai.adjutant.retriever.parse.process;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.ParsedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Holds a bounded number of child JVMs, started when they are needed and replaced when they died.
 * Any thread may call; callers beyond the bound wait their turn.
 */
public final class ParserPool implements AutoCloseable {
  /** A child is replaced after so many documents, so that nothing a parser leaks adds up. */
  private static final int DOCUMENTS_MAX = 1_000;

  private final Path work;
  private final ParseSettings settings;
  private final String parserClass;
  private final Semaphore free;
  private final ScheduledExecutorService deadlines;
  private final Object lock = new Object();
  private final Deque<ParserProcess> idle = new ArrayDeque<>();
  private final Set<ParserProcess> busy = new HashSet<>();
  private boolean closed;

  /** Creates a pool whose processes use the parser of this class; empty for the default one. */
  public ParserPool(Path work, ParseSettings settings, String parserClass) {
    this.work = work;
    this.settings = settings;
    this.parserClass = parserClass;
    this.free = new Semaphore(settings.processCount(), true);
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("parse-deadlines").factory());
  }

  /** Reads a file in a child process, waiting for one within the bound of time. */
  public ParsedDocument parse(Path file, String id, String language) throws IOException {
    acquire(id);
    try {
      ParserProcess process = take();
      try {
        return process.parse(file.toAbsolutePath(), id, language, deadlines);
      } finally {
        giveBack(process);
      }
    } finally {
      free.release();
    }
  }

  private void acquire(String id) {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdjutantException(
          ParseReason.PARSER_DIED, "reading of " + id + " was interrupted; load it again", e);
    }
  }

  private ParserProcess take() throws IOException {
    Files.createDirectories(work);
    synchronized (lock) {
      checkOpen();
      @Nullable ParserProcess process = idle.pollFirst();
      while (process != null && !process.isAlive()) {
        process = idle.pollFirst();
      }
      if (process == null) {
        process = ParserProcess.start(work, settings, parserClass);
      }
      busy.add(process);
      return process;
    }
  }

  private void giveBack(ParserProcess process) {
    boolean keep;
    synchronized (lock) {
      busy.remove(process);
      keep = !closed && process.isAlive() && process.documents() < DOCUMENTS_MAX;
      if (keep) {
        idle.addFirst(process);
      }
    }
    if (!keep) {
      process.close();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
  }

  @Override
  public void close() {
    Set<ParserProcess> all;
    synchronized (lock) {
      closed = true;
      all = new HashSet<>(busy);
      all.addAll(idle);
      idle.clear();
    }
    all.forEach(ParserProcess::close);
    deadlines.shutdownNow();
  }
}
