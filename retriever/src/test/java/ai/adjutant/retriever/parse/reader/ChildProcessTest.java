package ai.adjutant.retriever.parse.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Reason;
import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.chassis.testing.Await;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.archive.ArchiveLimits;
import ai.adjutant.retriever.parse.archive.FilePart;
import ai.adjutant.retriever.parse.process.ParserChild;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

@Timeout(60)
class ChildProcessTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "SPIN,PARSE_TIMEOUT",
    "WAIT_UNDER_THE_LOCK_OF_SHUTDOWN,PARSE_TIMEOUT",
    "EXHAUST_MEMORY,PARSER_DIED",
    "MANY_THREADS,PARSE_TIMEOUT",
    "HALT,PARSER_DIED",
    "EXIT,PARSER_DIED",
    "SCRIBBLE_AND_HALT,PARSER_DIED",
    "RECURSE,CORRUPT",
    "THROW,CORRUPT",
    "FLOOD,ARCHIVE_BOUND"
  })
  void survivesAHostileParserAndReadsTheNextFile(String deed, ParseReason reason)
      throws IOException {
    Path hostile = write("a.html", deed);
    Path good = write("b.html", "GOOD");
    try (FileReader reader = reader(Duration.ofSeconds(2), 1)) {
      assertThat(reader.parse(FilePart.of(good, "b.html")).text()).isEqualTo("good\n");
      assertThat(failure(reader, hostile)).isEqualTo(reason);
      assertThat(reader.parse(FilePart.of(good, "b.html")).text()).isEqualTo("good\n");
    }
    assertThat(leftOver()).isEmpty();
  }

  @Test
  void refusesTextAboveTheBound() throws IOException {
    Path file = write("b.html", "<p>" + "x".repeat(1_001));
    ParseSettings settings =
        new ParseSettings(
            OptionalInt.of(1), DataSize.ofMebibytes(64), Duration.ofSeconds(30), 1_000);
    try (DocumentReader reader = FileReader.open(folder.resolve("work"), settings)) {
      assertThat(failure(reader, file)).isEqualTo(ParseReason.TOO_LARGE);
    }
  }

  @Test
  void readsSeveralAtATime() throws Exception {
    Path good = write("b.html", "GOOD");
    try (FileReader reader = reader(Duration.ofSeconds(30), 2);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> one = () -> reader.parse(FilePart.of(good, "b.html")).text();
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(one);
      }
      for (Future<String> text : threads.invokeAll(calls)) {
        assertThat(text.get()).isEqualTo("good\n");
      }
    }
  }

  @Test
  void closingEndsWhatIsBeingRead() throws Exception {
    Path hostile = write("a.html", "SPIN");
    FileReader reader = reader(Duration.ofSeconds(50), 1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reason> reason = threads.submit(() -> failure(reader, hostile));
      Await.until("a child", () -> ProcessHandle.current().children().findAny().isPresent());
      reader.close();
      assertThat(reason.get()).isEqualTo(ParseReason.PARSER_DIED);
    }
  }

  private FileReader reader(Duration timeout, int children) {
    ParseSettings settings =
        new ParseSettings(OptionalInt.of(children), DataSize.ofMebibytes(64), timeout, 1_000_000);
    return new FileReader(
        folder.resolve("work"), settings, ArchiveLimits.DEFAULT, Hostile.class.getName());
  }

  private static Reason failure(DocumentReader reader, Path file) throws IOException {
    AdjutantException thrown =
        catchThrowableOfType(
            AdjutantException.class, () -> reader.parse(FilePart.of(file, "a.html")));
    return thrown.reason();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), "<html>" + text);
  }

  private List<Path> leftOver() throws IOException {
    try (var files = Files.list(folder.resolve("work"))) {
      return files.toList();
    }
  }

  /** Does what the document says. */
  public static final class Hostile implements Parser {
    private static final long serialVersionUID = 1L;

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
      return Set.of(MediaType.TEXT_HTML);
    }

    @Override
    public void parse(
        InputStream in, ContentHandler handler, Metadata metadata, ParseContext context)
        throws IOException, SAXException, TikaException {
      String deed = new String(in.readAllBytes(), StandardCharsets.UTF_8).substring(6);
      XHTMLContentHandler out = new XHTMLContentHandler(handler, metadata);
      out.startDocument();
      switch (deed) {
        case "GOOD" -> out.element("p", "good");
        case "SPIN" -> spin();
        case "WAIT_UNDER_THE_LOCK_OF_SHUTDOWN" -> {
          Runtime.getRuntime().addShutdownHook(new Thread(Hostile::spin));
          Runtime.getRuntime().exit(0);
        }
        case "EXHAUST_MEMORY" -> exhaust();
        case "MANY_THREADS" -> {
          for (int i = 0; i < 50; i++) {
            Thread.ofPlatform().start(Hostile::spin);
          }
          spin();
        }
        case "HALT" -> Runtime.getRuntime().halt(0);
        case "EXIT" -> Runtime.getRuntime().exit(1);
        case "SCRIBBLE_AND_HALT" -> {
          try (OutputStream raw = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
            raw.write(new byte[] {ParserChild.ANSWERED});
          }
          Runtime.getRuntime().halt(0);
        }
        case "RECURSE" -> recurse(0);
        case "THROW" -> throw new IllegalStateException("bug");
        case "FLOOD" -> {
          while (true) {
            out.element("p", "x".repeat(1_000));
          }
        }
        default -> throw new TikaException(deed);
      }
      out.endDocument();
    }

    private static void spin() {
      while (true) {
        Thread.onSpinWait();
      }
    }

    private static void exhaust() {
      List<byte[]> held = new ArrayList<>();
      while (true) {
        held.add(new byte[1 << 20]);
      }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static long recurse(long n) {
      return recurse(n + 1) + n;
    }
  }
}
