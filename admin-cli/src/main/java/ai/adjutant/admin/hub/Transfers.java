package ai.adjutant.admin.hub;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * HTTP with what a hub needs: redirects to where files really lie, the token for the hub alone, and
 * an end to transfers that stall. One thread.
 */
final class Transfers implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(15);
  private static final Duration STILL_MAX = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 200;
  private static final int REDIRECTS_MAX = 5;

  private final URI hub;
  private final Optional<String> token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_MAX)
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Transfers(URI hub, Optional<String> token) {
    this.hub = hub;
    this.token = token;
  }

  /**
   * Fetches.
   *
   * @param from the first byte that is wanted; empty for all
   * @param body takes the bytes of a 200 or 206
   * @param instead the body where the answer is another one
   * @param arrived how many bytes are there; asked a few times a second
   */
  <T> HttpResponse<T> get(
      URI uri, Optional<Long> from, BodyHandler<T> body, T instead, LongSupplier arrived)
      throws IOException {
    URI at = uri;
    for (int hop = 0; hop <= REDIRECTS_MAX; hop++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at).header("User-Agent", "adjutant").timeout(STILL_MAX).GET();
      from.ifPresent(first -> request.header("Range", "bytes=" + first + "-"));
      if (hub.getScheme().equals(at.getScheme()) && hub.getAuthority().equals(at.getAuthority())) {
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
      }
      HttpResponse<T> answer =
          await(
              client.sendAsync(
                  request.build(),
                  info ->
                      info.statusCode() == 200 || info.statusCode() == 206
                          ? body.apply(info)
                          : BodySubscribers.replacing(instead)),
              arrived);
      Optional<String> location = answer.headers().firstValue("location");
      if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
        return answer;
      }
      at = redirected(at, location.get());
    }
    throw new HubFailure(uri + " leads from one address to another, more than " + REDIRECTS_MAX);
  }

  private URI redirected(URI from, String location) throws HubFailure {
    try {
      URI to = from.resolve(URI.create(location));
      boolean secure = "https".equals(to.getScheme());
      if (secure || ("http".equals(to.getScheme()) && hub.getScheme().equals("http"))) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      throw new HubFailure(from + " leads to '" + location + "', which is no address");
    }
    throw new HubFailure(from + " leads to " + location + ", which is not encrypted");
  }

  private static <T> HttpResponse<T> await(
      CompletableFuture<HttpResponse<T>> answer, LongSupplier arrived) throws IOException {
    long bytes = arrived.getAsLong();
    long moved = System.nanoTime();
    while (true) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = arrived.getAsLong();
        if (now != bytes) {
          bytes = now;
          moved = System.nanoTime();
        } else if (System.nanoTime() - moved > STILL_MAX.toNanos()) {
          answer.cancel(true);
          throw new HubFailure("nothing came for " + STILL_MAX.toSeconds() + " s");
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException io) {
          throw io;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted; what came so far is kept");
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
