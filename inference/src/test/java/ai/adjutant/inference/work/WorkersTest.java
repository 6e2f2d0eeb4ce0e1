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
        Client client = workers.client("model")) {
      Pending<String> pending =
          client.begin(
              Priority.INTERACTIVE,
              List.of(List.of(3, 0), List.of(1), List.of(2)),
              items -> items.stream().map(i -> "item " + i).toList());
      assertThat(pending.await()).containsExactly("item 0", "item 1", "item 2", "item 3");
    }
  }

  @Test
  void runsAQuestionBesideDocumentsThatHoldEveryThread() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Client client = workers.client("model")) {
      Pending<String> documents = gated(client, Priority.BULK, "document", 2);
      entered.acquire();
      assertThat(passing(client, Priority.INTERACTIVE, "question").await())
          .containsExactly("question");
      gate.release(2);
      documents.await();
    }
    assertThat(order).containsExactly("document", "question", "document");
  }

  @Test
  void beginsNoDocumentsWhileQuestionsHoldTheThreads() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Client client = workers.client("model")) {
      Pending<String> question = gated(client, Priority.INTERACTIVE, "question", 2);
      entered.acquire();
      Pending<String> document = passing(client, Priority.BULK, "document");
      gate.release(2);
      question.await();
      document.await();
    }
    assertThat(order).containsExactly("question", "question", "document");
  }

  @Test
  void servesRequestsOfAPriorityRoundRobin() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Client client = workers.client("model")) {
      Pending<String> first = gated(client, Priority.INTERACTIVE, "long", 4);
      entered.acquire();
      Pending<String> second = gated(client, Priority.INTERACTIVE, "short", 1);
      gate.release(5);
      first.await();
      second.await();
    }
    assertThat(order).containsExactly("long", "long", "short", "long", "long");
  }

  @Test
  void refusesAtOnceWhatDoesNotFitTheQueue() throws InterruptedException {
    try (Workers workers = Workers.start(1, 4, 4);
        Client client = workers.client("model")) {
      Pending<String> running = gated(client, Priority.BULK, "x", 1);
      entered.acquire();
      Pending<String> full = gated(client, Priority.BULK, "x", 4);
      assertThatThrownBy(() -> passing(client, Priority.BULK, "more"))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(WorkReason.WORK_QUEUE_FULL))
          .hasMessageContaining("holds 4 texts");
      passing(client, Priority.INTERACTIVE, "has its own queue").await();
      full.cancel();
      gate.release(1);
      running.await();
      passing(client, Priority.BULK, "the queue has space again").await();
    }
  }

  @Test
  void doesNotBeginWhatWasCancelled() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Client client = workers.client("model")) {
      Pending<String> given = gated(client, Priority.BULK, "cancelled", 5);
      entered.acquire();
      given.cancel();
      assertThatThrownBy(given::await).isInstanceOf(CancellationException.class);
      gate.release(1);
      passing(client, Priority.BULK, "next").await();
    }
    assertThat(order).containsExactly("cancelled", "next");
  }

  @Test
  void goesOnAfterABatchThatFails() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Client client = workers.client("model")) {
      Pending<String> bad =
          client.begin(
              Priority.INTERACTIVE,
              List.of(List.of(0), List.of(1)),
              items -> {
                order.add("bad");
                throw new IllegalArgumentException("bad text");
              });
      assertThatThrownBy(bad::await).hasMessage("bad text");
      passing(client, Priority.INTERACTIVE, "good").await();
    }
    assertThat(order).containsExactly("bad", "good");
  }

  @Test
  void stopsOneModelAndServesTheOthers() throws InterruptedException {
    try (Workers workers = Workers.start(1, 10, 10);
        Client other = workers.client("other")) {
      Client stopping = workers.client("model 'm'");
      Pending<String> running = gated(stopping, Priority.BULK, "running", 1);
      entered.acquire();
      Pending<String> waiting = gated(stopping, Priority.BULK, "waiting", 1);
      Thread closing = Thread.ofVirtual().start(stopping::close);
      assertThatThrownBy(waiting::await).hasMessage("model 'm' is stopping");
      assertThat(closing.isAlive()).as("waits for what runs").isTrue();
      gate.release();
      closing.join();
      assertThat(running.await()).hasSize(1);
      assertThatThrownBy(() -> passing(stopping, Priority.INTERACTIVE, "late"))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(WorkReason.WORK_STOPPED));
      passing(other, Priority.INTERACTIVE, "other").await();
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
        Client client = workers.client("model")) {
      for (int i = 0; i < 300; i++) {
        Priority priority = random.nextInt(3) == 0 ? Priority.INTERACTIVE : Priority.BULK;
        AtomicInteger mine = priority == Priority.INTERACTIVE ? questions : documents;
        int items = 1 + random.nextInt(8);
        sizes.add(items);
        all.add(
            client.begin(
                priority,
                IntStream.range(0, items).mapToObj(List::of).toList(),
                batch -> {
                  assertThat(mine.incrementAndGet())
                      .as("seed %d", seed)
                      .isLessThanOrEqualTo(budget);
                  most.accumulateAndGet(questions.get() + documents.get(), Math::max);
                  Thread.yield();
                  mine.decrementAndGet();
                  return batch;
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

  private Pending<String> gated(Client client, Priority priority, String name, int items) {
    return client.begin(
        priority,
        IntStream.range(0, items).mapToObj(List::of).toList(),
        batch -> {
          order.add(name);
          entered.release();
          gate.acquireUninterruptibly();
          return Collections.nCopies(batch.size(), name);
        });
  }

  private Pending<String> passing(Client client, Priority priority, String name) {
    return client.begin(
        priority,
        List.of(List.of(0)),
        batch -> {
          order.add(name);
          return List.of(name);
        });
  }
}
