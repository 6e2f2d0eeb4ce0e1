package ai.adjutant.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.model.ModelSpec.Ports;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecoderInputTest {
  /** Two rows of two tokens each behind 3 and 1 of before; logits after the last three. */
  private static final DecoderInput.Run RUN =
      new DecoderInput.Run() {
        @Override
        public int rows() {
          return 2;
        }

        @Override
        public int columns() {
          return 2;
        }

        @Override
        public long token(int row, int column) {
          return 70 + 10L * row + column;
        }

        @Override
        public int past(int row) {
          return row == 0 ? 3 : 1;
        }

        @Override
        public int longest() {
          return 5;
        }

        @Override
        public int logitsRows() {
          return 3;
        }
      };

  @Test
  void everyInputIsFed() {
    Map<DecoderInput, List<Long>> written = new EnumMap<>(DecoderInput.class);
    for (DecoderInput input : DecoderInput.values()) {
      long elements = 1;
      for (long length : input.lengths(RUN, 1)) {
        elements *= length;
      }
      List<Long> values = new ArrayList<>();
      input.write(
          RUN,
          (index, value) -> {
            assertThat(index).as("%s in the order of rows", input).isEqualTo(values.size());
            values.add(value);
          });
      assertThat(values).as("%s fills its lengths", input).hasSize((int) elements);
      written.put(input, values);
    }
    assertThat(written)
        .isEqualTo(
            Map.of(
                DecoderInput.TOKENS, List.of(70L, 71L, 80L, 81L),
                DecoderInput.MASK, List.of(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 0L, 0L),
                DecoderInput.POSITIONS, List.of(3L, 4L, 1L, 2L),
                DecoderInput.LENGTHS, List.of(4L, 2L),
                DecoderInput.TOTAL, List.of(5L),
                DecoderInput.LOGITS_ROWS, List.of(1L, 2L, 3L)));
  }

  @Test
  void onlyInputsThatCountPositionsGrow() {
    for (DecoderInput input : DecoderInput.values()) {
      assertThat(input.grows()).as("%s", input).isEqualTo(input == DecoderInput.MASK);
    }
    assertThat(DecoderInput.TOTAL.lengths(RUN, 0)).as("a number without lengths").isEmpty();
  }

  @Test
  void refusesWhatNobodyCanFeed() {
    Set<String> inputs = new HashSet<>(Set.of("past.0"));
    assertThat(refusal(inputs)).startsWith("has no input_ids; export it with a KV cache");
    for (DecoderInput input : DecoderInput.values()) {
      inputs.add(input.in(Ports.OPTIMUM));
    }
    assertThat(refusal(inputs)).isEmpty();
    inputs.addAll(Set.of("use_cache_branch", "encoder_hidden_states"));
    assertThat(refusal(inputs))
        .isEqualTo(
            "wants an input 'encoder_hidden_states', 'use_cache_branch', which is not served;"
                + " export a plain decoder");
  }

  private static String refusal(Set<String> inputs) {
    return DecoderInput.refusal(inputs, Ports.OPTIMUM, Set.of("past.0")).orElse("");
  }
}
