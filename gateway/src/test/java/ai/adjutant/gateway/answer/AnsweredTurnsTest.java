package ai.adjutant.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.prompt.FixedTexts;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.tier.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweredTurnsTest {
  @ParameterizedTest
  @CsvSource({
    "How much is a tyre change?, 38 pounds., Do you sell gift cards?, And a windscreen?",
    "Was kostet ein Reifenwechsel?, 38 Euro., Wie verkaufen Sie Gutscheine?, Und eine Scheibe?",
    "타이어 교체는 얼마예요?, 38파운드입니다., 상품권을 파나요?, 그럼 앞유리는요?"
  })
  void leavesARefusedQuestionOutOfTheContext(
      String asked, String answer, String refused, String followUp) {
    List<Turn> turns = new ArrayList<>();
    turns.add(new Turn(Turn.Speaker.USER, asked));
    turns.add(new Turn(Turn.Speaker.AGENT, answer));
    turns.add(new Turn(Turn.Speaker.USER, refused));
    turns.add(new Turn(Turn.Speaker.AGENT, FixedTexts.of(refused).notInDocuments()));

    Question question = new Question("corpora/c", followUp, turns, "", null, Retrieval.Mode.BOTH);

    assertThat(question.query(10).context()).containsExactly(asked, answer);
  }
}
