package ai.adjutant.tuner.encoder;

import java.util.Set;

/**
 * States a question of the organisation.
 *
 * @param corpus number of the file of passages that answers it
 * @param documents that answer it
 * @param passage the one that answers best, as far as words tell
 * @param key questions of one key are of one matter: they stay together when questions are divided
 */
record OwnQuestion(String text, int corpus, Set<String> documents, String passage, String key) {
  OwnQuestion {
    documents = Set.copyOf(documents);
  }
}
