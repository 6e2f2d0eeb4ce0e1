package ai.adjutant.inference.engine;

import ai.adjutant.inference.template.Turn;
import java.util.List;

/** What a model goes on from. */
public sealed interface Prompt {
  /** A conversation, put into the model's own chat template. */
  record Conversation(List<Turn> turns) implements Prompt {
    /** Copies the turns. */
    public Conversation {
      turns = List.copyOf(turns);
    }
  }

  /** Text as it is, special tokens included. */
  record Raw(String text) implements Prompt {}

  /** Tokens as they are. */
  record Ids(List<Integer> ids) implements Prompt {
    /** Copies the ids. */
    public Ids {
      ids = List.copyOf(ids);
    }
  }
}
