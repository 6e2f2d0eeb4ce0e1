package ai.adjutant.admin.tokenize;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of UTF-8 text, one at a time, exactly as they are: a line feed alone ends a line. Bounded
 * in length. One thread.
 */
final class TextLines {
  private static final int LINE_BYTES_MAX = 8 * 1024 * 1024;

  private final InputStream bytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int number;

  TextLines(InputStream bytes) {
    this.bytes = new BufferedInputStream(bytes);
  }

  /**
   * The next line; null at the end.
   *
   * @throws CommandFailure naming the line that is too long or no UTF-8
   */
  @Nullable String next() throws IOException {
    int next = bytes.read();
    if (next < 0) {
      return null;
    }
    number++;
    line.reset();
    while (next >= 0 && next != '\n') {
      if (line.size() == LINE_BYTES_MAX) {
        throw refused("is longer than " + LINE_BYTES_MAX + " bytes");
      }
      line.write(next);
      next = bytes.read();
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw refused("is not UTF-8 text");
    }
  }

  /** A failure of the line that was read last. */
  CommandFailure refused(String what) {
    return new CommandFailure(ExitCode.INPUT_REFUSED, place(number) + " " + what);
  }

  /** How a line is called in messages. */
  static String place(int number) {
    return "standard input, line " + number;
  }
}
