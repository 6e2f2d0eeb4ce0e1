package ai.adjutant.inference.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  private final Semaphore entered = new Semaphore(0);
  private final Semaphore gate = new Semaphore(0);
  private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();

  @Test
  void givesEachResultItsPlace() throws InterruptedException {
    try (Workers workers = Workers.start(2, 10, 10);
        Share share = workers.share("model")) {
      Pending<String> pending =
          share.begin(
              Lane.QUESTIONS,
              List.of(List.of(3, 0), List.of(1), List.of(2)),
              pieces -> pieces.stream().map(i -> "piece " + i).toList());
      assertThat(pending.await()).containsExactly("piece 0", "piece 1", "piece 2", "piece 3");
    }
  }

  @Test
  void runsAQuestionBesideDocumentsThatHoldEveryThread() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Share share = workers.share("model")) {
      Pending<String> documents = gated(share, Lane.DOCUMENTS, "document", 2);
      entered.acquire();
      assertThat(passing(share, Lane.QUESTIONS, "question").await()).containsExactly("question");
      gate.release(2);
      documents.await();
    }
    assertThat(order).containsExactly("document", "question", "document");
  }

  @Test
  void beginsNoDocumentsWhileQuestionsHoldTheThreads() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Share share = workers.share("model")) {
      Pending<String> question = gated(share, Lane.QUESTIONS, "question", 2);
      entered.acquire();
      Pending<String> document = passing(share, Lane.DOCUMENTS, "document");
      gate.release(2);
      question.await();
      document.await();
    }
    assertThat(order).containsExactly("question", "question", "document");
  }

  @Test
  void servesRequestsOfALaneInTurn() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Share share = workers.share("model")) {
      Pending<String> first = gated(share, Lane.QUESTIONS, "long", 4);
      entered.acquire();
      Pending<String> second = gated(share, Lane.QUESTIONS, "short", 1);
      gate.release(5);
      first.await();
      second.await();
    }
    assertThat(order).containsExactly("long", "long", "short", "long", "long");
  }

  @Test
  void refusesAtOnceWhatDoesNotFitTheQueue() throws InterruptedException {
    try (Workers workers = Workers.start(1, 4, 4);
        Share share = workers.share("model")) {
      Pending<String> running = gated(share, Lane.DOCUMENTS, "x", 1);
      entered.acquire();
      Pending<String> full = gated(share, Lane.DOCUMENTS, "x", 4);
      assertThatThrownBy(() -> passing(share, Lane.DOCUMENTS, "more"))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(WorkReason.WORK_QUEUE_FULL))
          .hasMessageContaining("holds 4 texts");
      passing(share, Lane.QUESTIONS, "has its own lane").await();
      full.cancel();
      gate.release(1);
      running.await();
      passing(share, Lane.DOCUMENTS, "there is room again").await();
    }
  }

  @Test
  void doesNotBeginWhatWasGivenUp() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Share share = workers.share("model")) {
      Pending<String> given = gated(share, Lane.DOCUMENTS, "cancelled", 5);
      entered.acquire();
      given.cancel();
      assertThatThrownBy(given::await).isInstanceOf(CancellationException.class);
      gate.release(1);
      passing(share, Lane.DOCUMENTS, "next").await();
    }
    assertThat(order).containsExactly("cancelled", "next");
  }

  @Test
  void goesOnAfterATurnThatFails() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Share share = workers.share("model")) {
      Pending<String> bad =
          share.begin(
              Lane.QUESTIONS,
              List.of(List.of(0), List.of(1)),
              pieces -> {
                order.add("bad");
                throw new IllegalArgumentException("bad text");
              });
      assertThatThrownBy(bad::await).hasMessage("bad text");
      passing(share, Lane.QUESTIONS, "good").await();
    }
    assertThat(order).containsExactly("bad", "good");
  }

  @Test
  void stopsOneModelAndServesTheOthers() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Share other = workers.share("other")) {
      Share stopping = workers.share("model 'm'");
      Pending<String> running = gated(stopping, Lane.DOCUMENTS, "running", 1);
      entered.acquire();
      Pending<String> waiting = gated(stopping, Lane.DOCUMENTS, "waiting", 1);
      Thread closing = Thread.ofVirtual().start(stopping::close);
      assertThatThrownBy(waiting::await).hasMessage("model 'm' is stopping");
      assertThat(closing.isAlive()).as("waits for what runs").isTrue();
      gate.release();
      closing.join();
      assertThat(running.await()).hasSize(1);
      assertThatThrownBy(() -> passing(stopping, Lane.QUESTIONS, "late"))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(WorkReason.WORK_STOPPED));
      passing(other, Lane.QUESTIONS, "other").await();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsItsBoundsInAnyCrowd(long seed) throws InterruptedException {
    Random random = new Random(seed);
    int budget = 1 + random.nextInt(3);
    AtomicInteger questions = new AtomicInteger();
    AtomicInteger documents = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Pending<Integer>> all = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    try (Workers workers = Workers.start(budget, 10_000, 10_000);
        Share share = workers.share("model")) {
      for (int i = 0; i < 300; i++) {
        Lane lane = random.nextInt(3) == 0 ? Lane.QUESTIONS : Lane.DOCUMENTS;
        AtomicInteger mine = lane == Lane.QUESTIONS ? questions : documents;
        int pieces = 1 + random.nextInt(8);
        sizes.add(pieces);
        all.add(
            share.begin(
                lane,
                IntStream.range(0, pieces).mapToObj(List::of).toList(),
                turn -> {
                  assertThat(mine.incrementAndGet())
                      .as("seed %d", seed)
                      .isLessThanOrEqualTo(budget);
                  most.accumulateAndGet(questions.get() + documents.get(), Math::max);
                  Thread.yield();
                  mine.decrementAndGet();
                  return turn;
                }));
      }
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).await())
            .as("seed %d", seed)
            .isEqualTo(IntStream.range(0, sizes.get(i)).boxed().toList());
      }
    }
    assertThat(most.get()).as("seed %d", seed).isLessThanOrEqualTo(budget + 1);
  }

  private Pending<String> gated(Share share, Lane lane, String name, int pieces) {
    return share.begin(
        lane,
        IntStream.range(0, pieces).mapToObj(List::of).toList(),
        turn -> {
          order.add(name);
          entered.release();
          gate.acquireUninterruptibly();
          return Collections.nCopies(turn.size(), name);
        });
  }

  private Pending<String> passing(Share share, Lane lane, String name) {
    return share.begin(
        lane,
        List.of(List.of(0)),
        turn -> {
          order.add(name);
          return List.of(name);
        });
  }
}
