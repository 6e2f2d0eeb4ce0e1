package ai.adjutant.gateway.access;

import ai.adjutant.chassis.access.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The scopes of every method that the gateway serves; a method that is not here may be called by
 * nobody.
 */
final class MethodScopes {
  private static final Set<Scope> ANY = Set.of(Scope.values());
  private static final Set<Scope> READ = Set.of(Scope.ASK, Scope.LOAD);
  private static final Set<Scope> ASK = Set.of(Scope.ASK);
  private static final Set<Scope> LOAD = Set.of(Scope.LOAD);
  private static final Set<Scope> ADMIN = Set.of(Scope.ADMIN);

  /** What anybody may call: whether the gateway lives is asked by machines that have no key. */
  private static final Set<String> OPEN =
      Set.of(
          "grpc.health.v1.Health/Check",
          "grpc.health.v1.Health/List",
          "grpc.health.v1.Health/Watch");

  private static final Map<String, Set<Scope>> SCOPES = new HashMap<>();

  static {
    // the contracts themselves are no secret, but strangers need not learn what runs here
    needs(ANY, "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo");
    needs(ANY, "grpc.reflection.v1alpha.ServerReflection", "ServerReflectionInfo");
    needs(ASK, "adjutant.chat.v1.ChatService", "Ask", "GetAnswer");
    needs(LOAD, "adjutant.chat.v1.EvidenceService", "CalibrateEvidence");
    needs(ASK, "adjutant.chat.v1.GroundService", "CheckClaims");
    needs(READ, "adjutant.chat.v1.StatusService", "GetStatus");
    needs(ASK, "adjutant.retrieval.v1.SearchService", "Search");
    needs(READ, "adjutant.retrieval.v1.CorpusService", "GetCorpus", "ListCorpora");
    needs(
        LOAD,
        "adjutant.retrieval.v1.CorpusService",
        "CreateCorpus",
        "UpdateCorpus",
        "DeleteCorpus",
        "ReindexCorpus");
    needs(READ, "adjutant.retrieval.v1.TermService", "ListTerms");
    needs(LOAD, "adjutant.retrieval.v1.TermService", "AddTerms", "RemoveTerms");
    needs(
        READ,
        "adjutant.retrieval.v1.DocumentService",
        "GetDocument",
        "ListDocuments",
        "ListChunks");
    needs(
        LOAD,
        "adjutant.retrieval.v1.DocumentService",
        "LoadDocuments",
        "GetLoad",
        "ListLoads",
        "CancelLoad",
        "DeleteDocument");
    needs(READ, "adjutant.inference.v1.ModelService", "GetEngine");
    needs(
        ADMIN,
        "adjutant.inference.v1.ModelService",
        "GetModel",
        "ListModels",
        "LoadModel",
        "UnloadModel",
        "ImportModel");
    needs(ADMIN, "adjutant.inference.v1.GenerationService", "Generate", "Score");
    needs(ADMIN, "adjutant.inference.v1.EmbeddingService", "Embed");
    needs(ADMIN, "adjutant.inference.v1.ReadService", "Read");
    needs(ADMIN, "adjutant.inference.v1.RerankService", "Rerank");
    needs(ADMIN, "adjutant.inference.v1.TokenizerService", "Tokenize");
    needs(ADMIN, "adjutant.access.v1.KeyService", "CreateKey", "ListKeys", "RevokeKey");
  }

  private MethodScopes() {}

  private static void needs(Set<Scope> anyOf, String service, String... methods) {
    for (String method : methods) {
      SCOPES.put(service + "/" + method, anyOf);
    }
  }

  /** Every method that needs a key. */
  static Set<String> methods() {
    return Set.copyOf(SCOPES.keySet());
  }

  static boolean isOpen(String method) {
    return OPEN.contains(method);
  }

  /** The scopes of which one is needed; none where nobody may call the method. */
  static Set<Scope> of(String method) {
    return SCOPES.getOrDefault(method, Set.of());
  }
}
