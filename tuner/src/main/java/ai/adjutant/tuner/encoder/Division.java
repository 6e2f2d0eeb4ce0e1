package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.data.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Divides questions into two parts by a checksum of their keys. Which part a question is in depends
 * on nothing else but the seed: it stays there when others are added, and questions of one matter
 * stay together.
 *
 * @param first the part that was asked for
 * @param second the rest
 */
record Division(List<OwnQuestion> first, List<OwnQuestion> second) {
  private static final int STEPS = 1_000_000;

  Division {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /**
   * Divides.
   *
   * @param share of the questions that come into the first part, but for chance
   */
  static Division of(List<OwnQuestion> questions, double share, long seed) {
    List<OwnQuestion> first = new ArrayList<>();
    List<OwnQuestion> second = new ArrayList<>();
    for (OwnQuestion question : questions) {
      CRC32 sum = new CRC32();
      sum.update(question.key().getBytes(StandardCharsets.UTF_8));
      long place = Math.floorMod(Seeds.of(seed, sum.getValue()), STEPS);
      (place < share * STEPS ? first : second).add(question);
    }
    return new Division(first, second);
  }
}
