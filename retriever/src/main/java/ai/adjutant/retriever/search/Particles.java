package ai.adjutant.retriever.search;

import ai.adjutant.text.WordFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts Korean particles, which are written to the end of a word. */
final class Particles {
  private static final Set<String> PARTICLES =
      WordFile.words(Particles.class, "korean-particles.txt");
  private static final int LONGEST = PARTICLES.stream().mapToInt(String::length).max().orElse(0);

  /** A shorter rest is hardly a word that anybody listed. */
  private static final int REST_MIN = 2;

  private Particles() {}

  /** Returns a form as written, then without what may be a particle at its end. */
  static List<String> without(String form) {
    List<String> forms = new ArrayList<>(List.of(form));
    int last = form.length() - 1;
    if (form.isEmpty() || Character.UnicodeScript.of(form.charAt(last)) != HANGUL) {
      return forms;
    }
    for (int length = 1; length <= LONGEST && form.length() - length >= REST_MIN; length++) {
      int cut = form.length() - length;
      if (PARTICLES.contains(form.substring(cut)) && form.charAt(cut - 1) != ' ') {
        forms.add(form.substring(0, cut));
      }
    }
    return forms;
  }

  private static final Character.UnicodeScript HANGUL = Character.UnicodeScript.HANGUL;
}
