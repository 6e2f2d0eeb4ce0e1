package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.child.ChildMain;
import ai.adjutant.inference.child.ChildWire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The child process: opens one tokenizer and answers for it until its parent is gone. Its file may
 * make the native library abort, or never end: that ends this process only.
 */
final class TokenizerChild {
  static final byte ANSWERED = 7;
  static final byte REFUSED = 8;

  static final byte ENCODE = 1;
  static final byte PAIR = 2;
  static final byte DECODE = 3;

  /** Bytes of a text on the way back: more than a message of the service may have. */
  static final int TEXT_BYTES_MAX = 32 << 20;

  /** Tokens of an answer. */
  static final int IDS_MAX = 4_000_000;

  static final int MESSAGE_BYTES_MAX = 1 << 14;
  private static final int MESSAGE_LENGTH_MAX = 2_000;

  private TokenizerChild() {}

  /**
   * Runs until standard input ends.
   *
   * @param args the file of the tokenizer, and the folder where native libraries are unpacked
   */
  public static void main(String[] args) throws IOException {
    ChildMain pipes = ChildMain.begin();
    DataOutputStream out = pipes.answers();
    TokenizerCore core;
    try {
      byte[] json = Files.readAllBytes(Path.of(args[0]));
      int vocabularySize = Tokenizer.inspect(json).vocabularySize();
      core = NativeCore.read(json, vocabularySize, Path.of(args[1]));
    } catch (AdjutantException e) {
      refuse(out, e.reason().name(), e.getMessage());
      out.flush();
      return;
    }
    out.writeByte(ANSWERED);
    out.writeInt(core.vocabularySize());
    out.flush();
    try (core) {
      while (true) {
        answer(core, pipes.requests(), out);
        out.flush();
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0); // the parent is gone or has had enough
    }
  }

  private static void answer(TokenizerCore core, DataInputStream in, DataOutputStream out)
      throws IOException {
    byte operation = in.readByte();
    boolean special = in.readBoolean();
    try {
      switch (operation) {
        case ENCODE -> {
          long[] ids = core.encode(ChildWire.text(in, TEXT_BYTES_MAX), special);
          fits(ids.length, IDS_MAX);
          out.writeByte(ANSWERED);
          ChildWire.numbers(out, ids);
        }
        case PAIR -> {
          String first = ChildWire.text(in, TEXT_BYTES_MAX);
          PairTokens pair = core.encodePair(first, ChildWire.text(in, TEXT_BYTES_MAX));
          fits(pair.length(), IDS_MAX);
          out.writeByte(ANSWERED);
          pair.write(out);
        }
        case DECODE -> {
          String text = core.decode(ChildWire.numbers(in, IDS_MAX), special);
          fits(text.length(), TEXT_BYTES_MAX / 3);
          out.writeByte(ANSWERED);
          ChildWire.text(out, text);
        }
        default -> throw new EOFException();
      }
    } catch (RuntimeException e) { // whatever the library throws
      refuse(out, TokenizeReason.TOKENIZER_FAILED.name(), "the tokenizer failed: " + e);
    }
  }

  private static void fits(int length, int most) {
    if (length > most) {
      throw new IllegalArgumentException("its result of " + length + " is more than " + most);
    }
  }

  private static void refuse(DataOutputStream out, String reason, String message)
      throws IOException {
    out.writeByte(REFUSED);
    ChildWire.text(out, reason);
    ChildWire.text(out, message.substring(0, Math.min(message.length(), MESSAGE_LENGTH_MAX)));
  }
}
