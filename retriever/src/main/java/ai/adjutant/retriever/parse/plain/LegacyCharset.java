package ai.adjutant.retriever.parse.plain;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among charsets of one byte (or two, for East Asia) where frequencies alone decide badly:
 * by bytes that prove Windows-1252, and, in texts with few characters beyond ASCII, by the language
 * that is expected. Pure.
 */
final class LegacyCharset {
  /** With fewer bytes beyond ASCII, what a detector counts is chance. */
  private static final int FEW_BYTES = 256;

  /** Umlauts and accents hardly ever stand three in a row in a word of Western Europe. */
  private static final int WESTERN_ACCENTS_MAX = 2;

  /** As in "żółć". */
  private static final int OTHER_ACCENTS_MAX = 4;

  private static final String LATIN = "windows-1252";

  /** The Windows charset that has letters where the ISO charset has them, and signs in 80 to 9F. */
  private static final Map<String, String> WINDOWS_OF =
      Map.of(
          "ISO-8859-1", LATIN,
          "ISO-8859-15", LATIN,
          "ISO-8859-2", "windows-1250",
          "ISO-8859-7", "windows-1253",
          "ISO-8859-8", "windows-1255",
          "ISO-8859-9", "windows-1254");

  /** What texts of a language were written in before UTF-8, likeliest first. */
  private static final Map<String, List<String>> OF_LANGUAGE =
      Map.ofEntries(
          Map.entry("ko", List.of("x-windows-949")),
          Map.entry("ja", List.of("windows-31j", "EUC-JP")),
          Map.entry("zh", List.of("GB18030", "Big5")),
          Map.entry("th", List.of("x-windows-874")),
          Map.entry("ru", List.of("windows-1251", "KOI8-R")),
          Map.entry("uk", List.of("windows-1251", "KOI8-U")),
          Map.entry("bg", List.of("windows-1251")),
          Map.entry("sr", List.of("windows-1251", "windows-1250")),
          Map.entry("el", List.of("windows-1253")),
          Map.entry("he", List.of("windows-1255")),
          Map.entry("ar", List.of("windows-1256")),
          Map.entry("tr", List.of("windows-1254")),
          Map.entry("pl", List.of("windows-1250", "ISO-8859-2")),
          Map.entry("cs", List.of("windows-1250", "ISO-8859-2")),
          Map.entry("sk", List.of("windows-1250", "ISO-8859-2")),
          Map.entry("hu", List.of("windows-1250", "ISO-8859-2")),
          Map.entry("hr", List.of("windows-1250", "ISO-8859-2")),
          Map.entry("sl", List.of("windows-1250", "ISO-8859-2")),
          Map.entry("ro", List.of("windows-1250", "ISO-8859-2")));

  private LegacyCharset() {}

  /**
   * Returns the charset of a text that is no UTF-8.
   *
   * @param guessed what frequencies say
   * @param language BCP 47 language that is expected; empty when none is
   */
  static Charset of(byte[] sample, Charset guessed, String language) {
    Charset charset = withSigns(sample, guessed);
    int beyondAscii = 0;
    for (byte b : sample) {
      beyondAscii += b < 0 ? 1 : 0;
    }
    if (beyondAscii >= FEW_BYTES) {
      return charset;
    }
    for (String name : expected(language)) {
      if (fits(sample, name)) {
        return Charset.forName(name);
      }
    }
    return isImplausible(sample, charset) && fits(sample, LATIN) ? Charset.forName(LATIN) : charset;
  }

  /** Bytes 80 to 9F are control characters in ISO 8859, and signs such as € and “ in Windows'. */
  private static Charset withSigns(byte[] sample, Charset guessed) {
    @Nullable String windows = WINDOWS_OF.get(guessed.name());
    if (windows == null) {
      return guessed;
    }
    for (byte b : sample) {
      if ((b & 0xe0) == 0x80) {
        return Charset.forName(windows);
      }
    }
    return guessed;
  }

  private static List<String> expected(String language) {
    String code = Locale.forLanguageTag(language).getLanguage();
    return code.isEmpty() ? List.of() : OF_LANGUAGE.getOrDefault(code, List.of(LATIN));
  }

  /** Returns true when the bytes are of that charset, and make words in it. */
  private static boolean fits(byte[] sample, String charset) {
    if (!Charset.isSupported(charset)) {
      return false;
    }
    @Nullable String text = strict(sample, Charset.forName(charset));
    return text != null && isPlausible(text, accentsMax(charset));
  }

  private static boolean isImplausible(byte[] sample, Charset charset) {
    @Nullable String text = strict(sample, charset);
    return text == null || !isPlausible(text, accentsMax(charset.name()));
  }

  private static int accentsMax(String charset) {
    return charset.equals(LATIN) ? WESTERN_ACCENTS_MAX : OTHER_ACCENTS_MAX;
  }

  /** The sample may end within a character. */
  private static @Nullable String strict(byte[] sample, Charset charset) {
    @Nullable String text = PlainText.strict(sample, charset);
    if (text == null && sample.length > 1 && !charset.equals(StandardCharsets.US_ASCII)) {
      return PlainText.strict(java.util.Arrays.copyOf(sample, sample.length - 1), charset);
    }
    return text;
  }

  /** Returns true where no word mixes scripts, holds signs, or is all accents. */
  private static boolean isPlausible(String text, int accentsMax) {
    int accents = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        accents = 0;
        continue;
      }
      if (Character.isISOControl(c) || c == '\ufffd') {
        return false;
      }
      boolean latin =
          Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
      accents = latin ? accents + 1 : 0;
      if (accents > accentsMax || isOutOfPlace(text, i)) {
        return false;
      }
    }
    return true;
  }

  /** A letter beside a Latin one that is of another alphabet, or a sign within a word. */
  private static boolean isOutOfPlace(String text, int at) {
    char c = text.charAt(at);
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    char after = at + 1 == text.length() ? ' ' : text.charAt(at + 1);
    if (Character.isLetter(c)) {
      return isAlphabet(c) && (isLatin(before) || isLatin(after));
    }
    boolean withinWord = Character.isLetter(before) && Character.isLetter(after);
    return withinWord && isLatin(before) && isLatin(after) && "’‘\u00ad–—·…&®™".indexOf(c) < 0;
  }

  private static boolean isLatin(char c) {
    return Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
  }

  /** Letters of alphabets that don't mix with Latin ones in a word, as East Asian ones do. */
  private static boolean isAlphabet(char c) {
    return switch (Character.UnicodeScript.of(c)) {
      case CYRILLIC, GREEK, HEBREW, ARABIC, THAI -> true;
      default -> false;
    };
  }
}
