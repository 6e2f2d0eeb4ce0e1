package ai.adjutant.admin.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A hub on a loopback port: one repository, large files behind a redirect. */
public final class ScriptedHub implements AutoCloseable {
  private static final int LARGE = 1_000;

  private final String repository;
  private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final Map<String, String> digests = new ConcurrentSkipListMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final HttpServer server;
  private volatile Optional<String> token = Optional.empty();

  /** Serves a repository. */
  public ScriptedHub(String repository) {
    this.repository = repository;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its address. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds a file. */
  public ScriptedHub with(String path, byte[] bytes) {
    files.put(path, bytes);
    digests.put(path, bytes.length > LARGE ? hash("SHA-256", bytes) : blob(bytes));
    return this;
  }

  /** Adds a small file. */
  public ScriptedHub with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says of a file that it has this digest. */
  public ScriptedHub lyingOf(String path, String digest) {
    digests.put(path, digest);
    return this;
  }

  /** The next so many transfers of large files end in their middle. */
  public ScriptedHub cutting(int times) {
    cuts.set(times);
    return this;
  }

  /** The next so many requests are answered with 503. */
  public ScriptedHub busy(int times) {
    busy.set(times);
    return this;
  }

  /** Serves only those who bring this token. */
  public ScriptedHub forHolderOf(String secret) {
    token = Optional.of(secret);
    return this;
  }

  /** The requests that came: path, and the range where there was one. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      String bearer = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(range == null ? path : path + " " + range);
      if (busy.getAndDecrement() > 0) {
        exchange.sendResponseHeaders(503, -1);
      } else if (token.isPresent() && !("Bearer " + token.get()).equals(bearer)) {
        exchange.sendResponseHeaders(401, -1);
      } else if (path.equals("/api/models/" + repository + "/tree/main")) {
        send(exchange, 200, tree());
      } else if (path.startsWith("/" + repository + "/resolve/main/")) {
        resolve(exchange, path.substring(("/" + repository + "/resolve/main/").length()));
      } else if (path.startsWith("/large/")) {
        transfer(exchange, range, path.substring("/large/".length()));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private byte[] tree() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ArrayNode tree = json.createArrayNode();
    tree.addObject().put("type", "directory").put("oid", "0").put("size", 0).put("path", "onnx");
    files.forEach((path, bytes) -> {
      ObjectNode file =
          tree.addObject().put("type", "file").put("path", path).put("size", bytes.length);
      if (bytes.length > LARGE) {
        file.put("oid", blob("a pointer".getBytes(StandardCharsets.UTF_8)))
            .putObject("lfs")
            .put("oid", digests.get(path))
            .put("size", bytes.length)
            .put("pointerSize", 130);
      } else {
        file.put("oid", digests.get(path));
      }
    });
    return json.writeValueAsBytes(tree);
  }

  private void resolve(HttpExchange exchange, String path) throws IOException {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (bytes.length > LARGE) {
      exchange.getResponseHeaders().set("Location", "/large/" + path);
      exchange.sendResponseHeaders(302, -1);
    } else {
      send(exchange, 200, bytes);
    }
  }

  private void transfer(HttpExchange exchange, String range, String path) throws IOException {
    byte[] bytes = Objects.requireNonNull(files.get(path));
    int from = 0;
    if (range != null) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    boolean cut = cuts.getAndDecrement() > 0;
    int length = bytes.length - from;
    exchange.sendResponseHeaders(range == null ? 200 : 206, length);
    exchange.getResponseBody().write(bytes, from, cut ? length / 2 : length);
    exchange.getResponseBody().flush();
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String blob(byte[] bytes) {
    byte[] head = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return hash("SHA-1", all);
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
