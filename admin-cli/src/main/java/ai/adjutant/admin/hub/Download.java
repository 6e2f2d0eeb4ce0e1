package ai.adjutant.admin.hub;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/** One file on its way: resumed, bounded, checked. One thread. */
final class Download {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_REFUSED = 416;

  private final Transfers transfers;
  private final Retries retries;
  private final URI uri;
  private final HubFile file;
  private final Path target;
  private final Path part;
  private final LongConsumer arrived;

  Download(
      Transfers transfers,
      Retries retries,
      URI uri,
      HubFile file,
      Path target,
      LongConsumer arrived) {
    this.transfers = transfers;
    this.retries = retries;
    this.uri = uri;
    this.file = file;
    this.target = target;
    this.arrived = arrived;
    part = target.resolveSibling(target.getFileName() + ".part");
  }

  void run() throws IOException {
    if (Files.isRegularFile(target)
        && Files.size(target) == file.bytes()
        && file.digestOf(target, read -> {}).equals(file.digest())) {
      arrived.accept(file.bytes());
      return;
    }
    Files.createDirectories(target.toAbsolutePath().getParent());
    boolean resumed = here() > 0;
    fetch();
    if (resumed && !file.digestOf(part, read -> {}).equals(file.digest())) {
      // The beginning was of another revision.
      Files.delete(part);
      fetch();
    }
    String digest = file.digestOf(part, read -> {});
    if (!digest.equals(file.digest())) {
      Files.delete(part);
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          uri
              + " is not what the hub says it is: its digest is "
              + digest
              + ", not "
              + file.digest()
              + "; it was removed");
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void fetch() {
    retries.run(
        () -> {
          once();
          return true;
        },
        this::here);
  }

  /** One try; after it the part has its whole length, or an exception was thrown. */
  private void once() throws IOException {
    long have = here();
    if (have > file.bytes()) {
      Files.delete(part);
      have = 0;
    }
    if (have == file.bytes() && Files.exists(part)) {
      return;
    }
    if (file.bytes() == 0) {
      Files.createFile(part);
      return;
    }
    HttpResponse<Path> answer =
        transfers.get(
            uri,
            have == 0 ? Optional.empty() : Optional.of(have),
            handler(have),
            part,
            () -> {
              long now = here();
              arrived.accept(Math.min(now, file.bytes()));
              return now;
            });
    if (answer.statusCode() == RANGE_REFUSED) {
      Files.deleteIfExists(part);
      throw new HubFailure(uri + " can't go on at byte " + have);
    }
    Hub.refuse(answer.statusCode(), uri, file.path());
    if (here() != file.bytes()) {
      throw new HubFailure(uri + " ended after " + here() + " of " + file.bytes() + " bytes");
    }
    arrived.accept(file.bytes());
  }

  /** Writes behind what is there when the hub goes on from there, and anew when it does not. */
  private BodyHandler<Path> handler(long have) {
    BodyHandler<Path> more =
        BodyHandlers.ofFile(
            part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    BodyHandler<Path> anew =
        BodyHandlers.ofFile(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    return info -> {
      String range = info.headers().firstValue("content-range").orElse("");
      return switch (info.statusCode()) {
        case OK -> BodyHandlers.limiting(anew, file.bytes()).apply(info);
        case PARTIAL ->
            range.startsWith("bytes " + have + "-")
                ? BodyHandlers.limiting(more, file.bytes() - have).apply(info)
                : BodySubscribers.replacing(part);
        default -> BodySubscribers.replacing(part);
      };
    };
  }

  private long here() {
    try {
      return Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
