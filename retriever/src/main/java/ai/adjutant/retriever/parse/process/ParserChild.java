package ai.adjutant.retriever.parse.process;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.tika.TikaReader;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.tika.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Runs in the child process: reads one document at a time, as its parent asks on standard input,
 * and says on standard output when the answer lies in the file that the parent named. It ends with
 * its parent, in the middle of a document too.
 */
public final class ParserChild {
  /** Names the parser that is used where the parent names none. */
  public static final String DEFAULT_PARSER = "";

  static final int STRING_BYTES_MAX = 1 << 16;
  static final byte READY = 6;

  /** Tells the parent that the answer is written. */
  public static final byte ANSWERED = 7;

  private ParserChild() {}

  /**
   * A document to read: where it lies, what it is called, where the answer goes.
   *
   * @param language BCP 47 language that is expected; empty when none is
   */
  record Request(Path file, String id, String language, Path answer, int charactersMax) {
    void write(DataOutputStream out) throws IOException {
      Wire.writeString(out, file.toString());
      Wire.writeString(out, id);
      Wire.writeString(out, language);
      Wire.writeString(out, answer.toString());
      out.writeInt(charactersMax);
      out.flush();
    }

    static Request read(DataInputStream in) throws IOException {
      return new Request(
          Path.of(Wire.readString(in, STRING_BYTES_MAX)),
          Wire.readString(in, STRING_BYTES_MAX),
          Wire.readString(in, STRING_BYTES_MAX),
          Path.of(Wire.readString(in, STRING_BYTES_MAX)),
          in.readInt());
    }
  }

  /**
   * Runs until standard input ends.
   *
   * @param args the class of the parser to use; {@link #DEFAULT_PARSER} for Tika's own
   */
  public static void main(String[] args) throws Exception {
    InputStream requests = new FileInputStream(FileDescriptor.in);
    DataOutputStream answers = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err)));
    @Nullable Parser parser =
        args[0].equals(DEFAULT_PARSER)
            ? null
            : (Parser) Class.forName(args[0]).getDeclaredConstructor().newInstance();
    TikaReader reader = parser == null ? new TikaReader() : new TikaReader(parser);
    BlockingQueue<Request> queue = new ArrayBlockingQueue<>(1);
    Thread.ofPlatform()
        .daemon()
        .name("requests")
        .start(() -> receive(new DataInputStream(requests), queue));
    answers.writeByte(READY);
    answers.flush();
    while (true) {
      Request request = queue.take();
      answer(reader, request);
      answers.writeByte(ANSWERED);
      answers.flush();
    }
  }

  private static void receive(DataInputStream in, BlockingQueue<Request> queue) {
    try {
      while (true) {
        queue.put(Request.read(in));
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0); // the parent is gone or has had enough
    } catch (IOException | InterruptedException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  /** The edge of this process: whatever a parser throws becomes an answer. */
  private static void answer(TikaReader reader, Request request) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(request.answer())))) {
      @Nullable ParsedDocument document = null;
      ParseReason reason = ParseReason.CORRUPT;
      String message = "";
      try {
        document =
            reader.read(request.file(), request.id(), request.language(), request.charactersMax());
      } catch (AdjutantException e) {
        reason = (ParseReason) e.reason();
        message = e.getMessage();
      } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
        reason = Failures.reason(e);
        message = Failures.message(reason, e);
      }
      if (document == null) {
        Wire.writeFailure(out, reason, message);
      } else {
        Wire.writeDocument(out, document);
      }
    }
  }
}
