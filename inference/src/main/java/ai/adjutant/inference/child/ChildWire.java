package ai.adjutant.inference.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Texts and numbers on the pipes. The reader names the most that it takes. */
public final class ChildWire {
  private ChildWire() {}

  /** Writes a text. */
  public static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads a text of at most so many bytes. */
  public static String text(DataInputStream in, int bytesMax) throws IOException {
    int length = length(in, bytesMax);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes numbers that fit into 32 bits. */
  public static void numbers(DataOutputStream out, long[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (long number : numbers) {
      out.writeInt(Math.toIntExact(number));
    }
  }

  /** Reads at most so many numbers. */
  public static long[] numbers(DataInputStream in, int countMax) throws IOException {
    long[] numbers = new long[length(in, countMax)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readInt();
    }
    return numbers;
  }

  private static int length(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a length of " + length + ", at most " + most);
    }
    return length;
  }
}
