package ai.adjutant.retriever.parse.validity;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells the language of a text: by its script where the script tells, else by its most frequent
 * small words. Empty when unsure.
 */
public final class Language {
  private static final int CHARACTERS_LOOKED_AT = 20_000;
  private static final int WORDS_MIN = 6;
  private static final int HITS_MIN = 3;
  private static final double SHARE_MIN = 0.10;
  private static final double LEAD_MIN = 1.25;

  private static final Map<String, Set<String>> LATIN =
      Map.of(
          "en",
          words(
              "the of and to in is that for it with as are on be this by or from at which you not"),
          "de",
          words(
              "der die das und ist nicht ein eine zu den von mit sich auf für im dem des auch"
                  + " wird"),
          "fr",
          words(
              "le la les de des et est un une du que dans pour qui au sur pas par avec ce il sont"),
          "es",
          words("el la los las de y es un una que en del por con para se no su al como más está"),
          "it",
          words("il lo la gli le di e è un una che in del della per con non si al dei sono nel"),
          "nl",
          words("de het een en van is dat in op te zijn met voor niet aan er door bij wordt ook"),
          "pt",
          words("o a os as de e é um uma que em do da dos por com para não se no na ao mais são"),
          "sv",
          words("och att det som en ett är på för med av den till inte har om ska kan från"),
          "da",
          words("og at det som en et er på for med af den til ikke har om skal kan fra jeg"),
          "pl",
          words("i w na z się nie jest to że do o jak po za przez od dla są być tego"));

  private Language() {}

  /** Returns the BCP 47 language of the text's first 20,000 characters; empty when undetected. */
  static String of(String text) {
    String sample = text.substring(0, Math.min(text.length(), CHARACTERS_LOOKED_AT));
    Map<Character.UnicodeScript, Integer> scripts = new HashMap<>();
    int letters = 0;
    for (int i = 0; i < sample.length(); ) {
      int c = sample.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetter(c)) {
        scripts.merge(Character.UnicodeScript.of(c), 1, Integer::sum);
        letters++;
      }
    }
    if (letters < WORDS_MIN) {
      return "";
    }
    return byScript(scripts, letters, sample);
  }

  private static String byScript(
      Map<Character.UnicodeScript, Integer> scripts, int letters, String sample) {
    int kana =
        scripts.getOrDefault(Character.UnicodeScript.HIRAGANA, 0)
            + scripts.getOrDefault(Character.UnicodeScript.KATAKANA, 0);
    int han = scripts.getOrDefault(Character.UnicodeScript.HAN, 0);
    int hangul = scripts.getOrDefault(Character.UnicodeScript.HANGUL, 0);
    // a letter of these says about as much as a Latin word's half
    if (2 * hangul >= letters - hangul && hangul >= han) {
      return "ko";
    }
    if (2 * (kana + han) >= letters - kana - han) {
      return kana * 20 >= han ? "ja" : "zh";
    }
    Character.UnicodeScript main =
        scripts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    if (scripts.getOrDefault(main, 0) * 2 < letters) {
      return "";
    }
    return switch (main) {
      case LATIN -> latin(sample);
      case CYRILLIC -> cyrillic(sample);
      case GREEK -> "el";
      case ARABIC -> "ar";
      case HEBREW -> "he";
      case THAI -> "th";
      case DEVANAGARI -> "hi";
      case ARMENIAN -> "hy";
      case GEORGIAN -> "ka";
      default -> "";
    };
  }

  /** Each of these alphabets has letters that the others lack. */
  private static String cyrillic(String sample) {
    if (sample.matches("(?s).*[ђјљњћџ].*")) {
      return "sr";
    }
    if (sample.matches("(?s).*[іїєґ].*")) {
      return "uk";
    }
    return sample.matches("(?s).*[ыэё].*") || !sample.matches("(?s).*ъ.*") ? "ru" : "bg";
  }

  private static String latin(String sample) {
    String[] words = sample.toLowerCase(Locale.ROOT).split("[^\\p{L}]+");
    if (words.length < WORDS_MIN) {
      return "";
    }
    String best = "";
    int most = 0;
    int second = 0;
    for (Map.Entry<String, Set<String>> profile : LATIN.entrySet()) {
      int hits = 0;
      for (String word : words) {
        hits += profile.getValue().contains(word) ? 1 : 0;
      }
      if (hits > most) {
        second = most;
        most = hits;
        best = profile.getKey();
      } else {
        second = Math.max(second, hits);
      }
    }
    boolean sure =
        most >= HITS_MIN && most >= SHARE_MIN * words.length && most >= LEAD_MIN * second;
    return sure ? best : "";
  }

  private static Set<String> words(String list) {
    return Set.of(list.split(" "));
  }
}
