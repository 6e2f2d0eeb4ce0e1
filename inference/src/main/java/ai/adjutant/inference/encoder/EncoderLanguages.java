package ai.adjutant.inference.encoder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds the languages that an encoder knows: those that the head of its model card, {@code
 * README.md}, names; else, by its name, those in {@code encoder-languages.txt}. Where neither says
 * anything, an encoder counts as knowing every language.
 */
public final class EncoderLanguages {
  private static final String CARD = "README.md";
  private static final String LIST = "encoder-languages.txt";
  private static final int CARD_LINES_MAX = 200;
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

  private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9-]+");

  private EncoderLanguages() {}

  /** Returns the BCP 47 languages of a directory's encoder; empty means every language. */
  public static List<String> of(Path directory) {
    List<String> stated = card(directory.resolve(CARD));
    return stated.isEmpty() ? byName(String.valueOf(directory.getFileName())) : stated;
  }

  /** The entry {@code language} of the card's head, as a value or as a list. */
  private static List<String> card(Path card) {
    List<String> languages = new ArrayList<>();
    if (!Files.isRegularFile(card)) {
      return languages;
    }
    try (BufferedReader lines = Files.newBufferedReader(card, StandardCharsets.ISO_8859_1)) {
      String line = lines.readLine();
      boolean list = false;
      for (int i = 0; line != null && i < CARD_LINES_MAX; i++) {
        if (i == 0 ? !line.strip().equals("---") : line.strip().equals("---")) {
          break;
        }
        list = line.startsWith("language:") || (list && line.strip().startsWith("-"));
        if (list) {
          add(line.replaceFirst("^language:", ""), languages);
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      return List.of(); // the card is for people; whoever opens the model says what is unreadable
    }
    return languages.contains("multilingual") ? List.of() : languages;
  }

  private static void add(String values, List<String> into) {
    for (String value : SEPARATORS.split(values)) {
      if (value.equals("multilingual") || LANGUAGE.matcher(value).matches()) {
        into.add(value);
      }
    }
  }

  private static List<String> byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String line : list().lines().toList()) {
      String[] entry = line.replaceFirst("#.*", "").strip().split(" +");
      if (entry.length > 1 && lower.startsWith(entry[0])) {
        return List.of(entry[1].split(","));
      }
    }
    return List.of();
  }

  private static String list() {
    try (InputStream in = EncoderLanguages.class.getResourceAsStream(LIST)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
