package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.template.ChatTemplate;
import ai.adjutant.inference.template.Turn;
import ai.adjutant.inference.tokenize.Tokenizer;
import java.util.List;
import java.util.Optional;

/** How a model reads: prompts to tokens that its graph knows. Any thread may call. */
final class Language {
  private final String model;
  private final Optional<Tokenizer> tokenizer;
  private final Optional<ChatTemplate> template;

  Language(ModelSpec spec, Optional<Tokenizer> tokenizer) {
    model = spec.name();
    this.tokenizer = tokenizer;
    ModelSpec.Chat chat = spec.chat();
    template =
        chat.template().map(source -> new ChatTemplate(source, chat.beginToken(), chat.endToken()));
  }

  Optional<Tokenizer> tokenizer() {
    return tokenizer;
  }

  /**
   * Tokens of a prompt, at least one, each below the size of the vocabulary.
   *
   * @throws AdjutantException PROMPT_EMPTY, OPTION_INVALID or what else keeps it from being read
   */
  long[] tokens(Prompt prompt, int vocabularySize) {
    long[] tokens =
        switch (prompt) {
          case Prompt.Raw raw -> needed("text").encodeWhole(raw.text());
          case Prompt.Ids ids -> known(ids.ids(), vocabularySize);
          case Prompt.Conversation conversation ->
              needed("a conversation").encodeBare(template().render(defused(conversation.turns())));
        };
    if (tokens.length == 0) {
      throw new AdjutantException(
          EngineReason.PROMPT_EMPTY, "the prompt has no tokens; send at least one word");
    }
    for (long token : tokens) {
      if (token >= vocabularySize) {
        throw new AdjutantException(
            EngineReason.DECODER_REFUSED,
            "tokenizer.json gives token "
                + token
                + " and the graph knows only "
                + vocabularySize
                + "; they belong to different models");
      }
    }
    return tokens;
  }

  private static long[] known(List<Integer> ids, int vocabularySize) {
    for (int i = 0; i < ids.size(); i++) {
      int id = ids.get(i);
      if (id < 0 || id >= vocabularySize) {
        throw GenerationOptions.refused(
            "ids[" + i + "] is " + id + ", not 0 to " + (vocabularySize - 1));
      }
    }
    return ids.stream().mapToLong(Integer::longValue).toArray();
  }

  private Tokenizer needed(String what) {
    return tokenizer.orElseThrow(() -> noTokenizer(what));
  }

  AdjutantException noTokenizer(String what) {
    return new AdjutantException(
        EngineReason.NO_TOKENIZER,
        "model '" + model + "' has no tokenizer.json, so it takes no " + what + "; send ids");
  }

  private ChatTemplate template() {
    return template.orElseThrow(() ->
        new AdjutantException(
            EngineReason.NO_CHAT_TEMPLATE,
            "model '"
                + model
                + "' has no chat template; add chat_template.jinja, or send a raw prompt"));
  }

  /**
   * Breaks what reads like a special token: otherwise whoever wrote a document or a question could
   * end their own turn and speak as the operator.
   */
  private List<Turn> defused(List<Turn> turns) {
    Tokenizer reader = needed("a conversation");
    return turns.stream()
        .map(turn -> new Turn(turn.speaker(), reader.withoutSpecialTokens(turn.content())))
        .toList();
  }
}
