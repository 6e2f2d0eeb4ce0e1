package ai.adjutant.retriever.corpus;

import java.util.Optional;

/** States what of a corpus' settings changes; what is empty stays. */
public record CorpusChange(
    Optional<Evidence> evidence, Optional<String> answerModel, Optional<Rerank> rerank) {}
