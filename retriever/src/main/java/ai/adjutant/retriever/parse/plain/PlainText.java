package ai.adjutant.retriever.parse.plain;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.mark.Mark;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.text.Whitespace;
import ai.adjutant.retriever.parse.validity.Statements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;
import org.apache.tika.parser.txt.UniversalEncodingDetector;
import org.jspecify.annotations.Nullable;

/** Bytes of a text without markup, in whatever charset they came. */
public final class PlainText {
  private static final int BYTES_LOOKED_AT = 64 * 1024;

  /** Longest mark first: UTF-32's begins with UTF-16's. */
  private static final List<Mark> MARKS =
      List.of(
          new Mark("UTF-32LE", 0xff, 0xfe, 0, 0),
          new Mark("UTF-32BE", 0, 0, 0xfe, 0xff),
          new Mark("UTF-8", 0xef, 0xbb, 0xbf),
          new Mark("UTF-16LE", 0xff, 0xfe),
          new Mark("UTF-16BE", 0xfe, 0xff));

  private PlainText() {}

  private record Mark(String charset, int... bytes) {
    boolean starts(byte[] text) {
      for (int i = 0; i < bytes.length; i++) {
        if (i >= text.length || (text[i] & 0xff) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** Reads a text of an unknown language. */
  public static ParsedDocument read(String plain, String fallbackTitle, int charactersMax) {
    return read(plain, fallbackTitle, charactersMax, new Statements());
  }

  /** Reads a text; what it says of itself is added to the statements. */
  public static ParsedDocument read(
      String plain, String fallbackTitle, int charactersMax, Statements statements) {
    TextBuilder text = new TextBuilder(charactersMax);
    PlainOutline.write(Whitespace.clean(plain), text);
    return statements.document(text, fallbackTitle, "text/plain");
  }

  /**
   * Returns true when these are no text's bytes: zeros, and no byte-order mark that would explain
   * them.
   */
  public static boolean isBinary(byte[] bytes) {
    if (MARKS.stream().anyMatch(mark -> mark.starts(bytes))) {
      return false;
    }
    for (int i = 0; i < Math.min(bytes.length, BYTES_LOOKED_AT); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the text, by byte-order mark, else UTF-8 where it is valid, else the likeliest charset.
   *
   * @param language BCP 47 language that is expected; empty when none is
   */
  public static String decode(byte[] bytes, String language) {
    for (Mark mark : MARKS) {
      if (mark.starts(bytes)) {
        int skip = mark.bytes().length;
        return new String(bytes, skip, bytes.length - skip, Charset.forName(mark.charset()));
      }
    }
    if (!hasShifts(bytes)) {
      @Nullable String utf8 = strict(bytes, StandardCharsets.UTF_8);
      if (utf8 != null) {
        return utf8;
      }
    }
    return new String(bytes, likeliest(bytes, language));
  }

  /** ISO-2022 hides its characters behind escapes in seven bits, so that it looks like ASCII. */
  private static boolean hasShifts(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == 0x1b && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
        return true;
      }
    }
    return false;
  }

  /** Returns the text in that charset, or null where the bytes are not of it. */
  public static @Nullable String strict(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null; // some other charset
    }
  }

  /** Returns the charset that the bytes are likeliest in. */
  public static Charset likeliest(byte[] bytes, String language) {
    byte[] sample = Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_LOOKED_AT));
    Charset guessed = byFrequency(sample);
    return hasShifts(sample) ? guessed : LegacyCharset.of(sample, guessed, language);
  }

  private static Charset byFrequency(byte[] sample) {
    try {
      @Nullable Charset universal =
          new UniversalEncodingDetector().detect(new ByteArrayInputStream(sample), new Metadata());
      if (universal != null && !universal.equals(StandardCharsets.UTF_8)) {
        return universal;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    for (CharsetMatch match : new CharsetDetector().setText(sample).detectAll()) {
      String name = match.getNormalizedName();
      if (Charset.isSupported(name) && !name.equals("UTF-8")) {
        return Charset.forName(name);
      }
    }
    return Charset.forName("windows-1252");
  }
}
