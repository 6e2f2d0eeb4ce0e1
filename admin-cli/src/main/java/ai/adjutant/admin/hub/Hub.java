package ai.adjutant.admin.hub;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A repository of a hub, at a revision. One thread. */
public final class Hub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAGE_BYTES_MAX = 16L * 1024 * 1024;
  private static final int PAGES_MAX = 20;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");

  private final URI address;
  private final String repository;
  private final String revision;
  private final Transfers transfers;
  private final Retries retries;

  /**
   * Opens the way to a repository; nothing is asked yet.
   *
   * @param address the hub, such as {@code https://huggingface.co}
   * @param repository {@code owner/name}
   * @param revision a branch, a tag or a commit
   * @param token what the hub knows us by; empty for nobody
   * @param retries how often a transfer is tried again, in a row without a byte
   */
  public Hub(URI address, String repository, String revision, Optional<String> token, int retries) {
    this.address = address;
    this.repository = repository;
    this.revision = revision;
    transfers = new Transfers(address, token);
    this.retries = new Retries(address, retries);
  }

  /**
   * The repository's files.
   *
   * @throws CommandFailure when the hub can't be reached, has no such repository or lets us not see
   *     it
   */
  public List<HubFile> files() {
    List<HubFile> files = new ArrayList<>();
    Optional<URI> page =
        Optional.of(
            at("/api/models/" + repository + "/tree/" + encoded(revision) + "?recursive=true"));
    for (int number = 0; page.isPresent(); number++) {
      if (number == PAGES_MAX) {
        throw new CommandFailure(
            ExitCode.INPUT_REFUSED, repository + " has too many files to be a model");
      }
      URI uri = page.get();
      HttpResponse<byte[]> answer = retries.run(() -> list(uri), () -> 0);
      parse(answer.body(), uri, files);
      page = answer.headers().firstValue("link").flatMap(link -> next(uri, link));
    }
    return files;
  }

  private HttpResponse<byte[]> list(URI uri) throws IOException {
    HttpResponse<byte[]> answer =
        transfers.get(
            uri,
            Optional.empty(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), PAGE_BYTES_MAX),
            new byte[0],
            () -> 0);
    refuse(answer.statusCode(), uri, repository + " at revision " + revision);
    return answer;
  }

  /** The page after; on the hub itself only, so that nobody else is sent there. */
  private Optional<URI> next(URI page, String link) {
    Matcher matcher = NEXT.matcher(link);
    if (!matcher.find()) {
      return Optional.empty();
    }
    URI uri = page.resolve(matcher.group(1));
    return address.getAuthority().equals(uri.getAuthority()) ? Optional.of(uri) : Optional.empty();
  }

  private static void parse(byte[] body, URI uri, List<HubFile> files) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (!tree.isArray()) {
        throw new IllegalArgumentException("it is no list of files");
      }
      for (JsonNode node : tree) {
        String path = node.path("path").asText();
        if (node.path("type").asText().equals("file") && HubFile.plain(path)) {
          JsonNode large = node.path("lfs");
          files.add(
              large.isObject()
                  ? new HubFile(path, large.path("size").asLong(-1), large.path("oid").asText())
                  : new HubFile(path, node.path("size").asLong(-1), node.path("oid").asText()));
        }
      }
    } catch (JacksonException e) {
      throw refused(uri, "it is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw refused(uri, String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw refused(uri, String.valueOf(e.getMessage()), e);
    }
  }

  private static CommandFailure refused(URI uri, String why, Exception cause) {
    CommandFailure failure =
        new CommandFailure(
            ExitCode.INPUT_REFUSED, "the answer of " + uri + " can't be read: " + why);
    failure.initCause(cause);
    return failure;
  }

  /**
   * Brings one file, from where an earlier try was cut, and checks it. What is at the target with
   * the right digest is left alone.
   *
   * @param target where the file goes; {@code target.part} holds it until it is whole
   * @param arrived is given how many of its bytes are there
   */
  public void download(HubFile file, Path target, LongConsumer arrived) throws IOException {
    URI uri =
        at("/" + repository + "/resolve/" + encoded(revision) + "/" + encodedPath(file.path()));
    new Download(transfers, retries, uri, file, target, arrived).run();
  }

  /** Throws for what asking again does not mend, and for what it may. */
  static void refuse(int status, URI uri, String what) throws HubFailure {
    switch (status) {
      case 200, 206 -> {}
      case 401, 403 ->
          throw new CommandFailure(
              ExitCode.NOT_ALLOWED,
              what
                  + ": the hub answers "
                  + status
                  + " to "
                  + uri
                  + "; it does not exist, or needs a token (--token-file) that may read it");
      case 404 -> throw new CommandFailure(ExitCode.NOT_FOUND, what + " does not exist: " + uri);
      case 408, 425, 429, 500, 502, 503, 504 ->
          throw new HubFailure("the hub answers " + status + " to " + uri);
      default ->
          throw new CommandFailure(
              ExitCode.NOT_AVAILABLE, "the hub answers " + status + " to " + uri);
    }
  }

  /** An address below the hub's, which may have a path of its own. */
  private URI at(String path) {
    return URI.create(address.toString().replaceFirst("/+$", "") + path);
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String encodedPath(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      parts.add(encoded(part));
    }
    return String.join("/", parts);
  }

  @Override
  public void close() {
    transfers.close();
  }
}
