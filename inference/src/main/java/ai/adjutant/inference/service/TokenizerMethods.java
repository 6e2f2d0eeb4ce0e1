package ai.adjutant.inference.service;

import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.v1.TokenizeRequest;
import ai.adjutant.inference.v1.TokenizeResponse;
import ai.adjutant.inference.v1.TokenizerServiceGrpc.TokenizerServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Tokenizers, over the wire. */
final class TokenizerMethods extends TokenizerServiceImplBase {
  private final Catalogue catalogue;
  private final Path nativeFolder;
  private final Semaphore places = new Semaphore(TokenizeStream.OWN_MAX);

  /**
   * Serves the tokenizers of the models, and those that callers bring.
   *
   * @param nativeFolder where native libraries are unpacked
   */
  TokenizerMethods(Catalogue catalogue, Path nativeFolder) {
    this.catalogue = catalogue;
    this.nativeFolder = nativeFolder;
  }

  @Override
  public StreamObserver<TokenizeRequest> tokenize(StreamObserver<TokenizeResponse> response) {
    return new TokenizeStream(
        name -> catalogue.generator(name).tokenizer(),
        nativeFolder,
        catalogue.settings().limits().tokenizerTime(),
        places,
        (ServerCallStreamObserver<TokenizeResponse>) response);
  }
}
