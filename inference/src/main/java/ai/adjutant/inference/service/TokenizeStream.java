package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.inference.tokenize.Tokenizer;
import ai.adjutant.inference.tokenize.TokenizerUpload;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.inference.v1.TokenizeRequest;
import ai.adjutant.inference.v1.TokenizeResponse;
import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call. Messages are taken one at a time, the next only when the client can take an answer, so
 * that one that reads slowly holds up itself and fills no memory. gRPC calls all methods one at a
 * time.
 */
final class TokenizeStream implements StreamObserver<TokenizeRequest> {
  /** Most tokenizers of callers at a time: each is a process that may take a gigabyte. */
  static final int OWN_MAX = 2;

  private static final int IDS_MAX = 1_000_000;

  private final Function<String, Tokenizer> models;
  private final Path nativeFolder;
  private final Semaphore places;
  private final ServerCallStreamObserver<TokenizeResponse> call;
  private final Duration time;
  private @Nullable TokenizerUpload upload;
  private boolean hasPlace;
  private @Nullable Tokenizer tokenizer;
  private @Nullable Tokenizer own;
  private boolean waits;

  /**
   * Used within the handler, before it returns.
   *
   * @param time that one text may take in a caller's tokenizer
   */
  TokenizeStream(
      Function<String, Tokenizer> models,
      Path nativeFolder,
      Duration time,
      Semaphore places,
      ServerCallStreamObserver<TokenizeResponse> call) {
    this.models = models;
    this.nativeFolder = nativeFolder;
    this.time = time;
    this.places = places;
    this.call = call;
    call.disableAutoRequest();
    call.setOnReadyHandler(this::ready);
    call.request(1);
  }

  private void ready() {
    if (waits) {
      waits = false;
      call.request(1);
    }
  }

  @Override
  public void onNext(TokenizeRequest request) {
    boolean taken = false;
    try {
      take(request);
      taken = true;
    } finally {
      if (!taken) {
        release();
      }
    }
    if (call.isReady()) {
      call.request(1);
    } else {
      waits = true;
    }
  }

  private void take(TokenizeRequest request) {
    switch (request.getPartCase()) {
      case MODEL -> {
        if (tokenizer != null || hasPlace) {
          throw wrongOrder("a model is named after another tokenizer");
        }
        tokenizer = models.apply(Checks.model(request.getModel()));
      }
      case TOKENIZER_JSON -> chunk(request.getTokenizerJson());
      case TEXT ->
          answer(
              TokenizeResponse.newBuilder()
                  .setIds(ids(request.getText(), request.getSpecialTokens())));
      case IDS ->
          answer(
              TokenizeResponse.newBuilder()
                  .setText(text(request.getIds().getValuesList(), request.getSpecialTokens())));
      case PART_NOT_SET -> throw wrongOrder("a message is empty");
    }
  }

  private void chunk(ByteString bytes) {
    if (tokenizer != null) {
      throw wrongOrder("a part of tokenizer.json came after the tokenizer was whole");
    }
    if (!hasPlace) {
      hasPlace = places.tryAcquire();
      if (!hasPlace) {
        throw new AdjutantException(
            ServiceReason.TOKENIZERS_TOO_MANY,
            OWN_MAX + " tokenizers of callers are in use; try again when one is done");
      }
    }
    TokenizerUpload begun = upload == null ? TokenizerUpload.begin(nativeFolder) : upload;
    upload = begun;
    if (begun.isBeyond(bytes.size())) {
      throw new AdjutantException(
          ServiceReason.TOKENIZER_TOO_LARGE,
          "tokenizer.json is larger than "
              + Tokenizer.FILE_BYTES_MAX
              + " bytes; is it the right file?");
    }
    begun.add(bytes.asReadOnlyByteBuffer());
  }

  private TokenIds ids(String text, boolean special) {
    if (text.length() > Checks.CHARACTERS_MAX) {
      throw tooLong(
          "text has " + text.length() + " characters and may have " + Checks.CHARACTERS_MAX);
    }
    Tokenizer open = open();
    TokenIds.Builder ids = TokenIds.newBuilder();
    for (long id : special ? open.encodeWhole(text) : open.encodeBare(text)) {
      ids.addValues((int) id);
    }
    return ids.build();
  }

  private String text(List<Integer> ids, boolean special) {
    if (ids.size() > IDS_MAX) {
      throw tooLong(ids.size() + " ids, at most " + IDS_MAX + " are taken");
    }
    Tokenizer open = open();
    int size = open.vocabularySize();
    for (int i = 0; i < ids.size(); i++) {
      int id = ids.get(i);
      if (id < 0 || id >= size) {
        throw new AdjutantException(
            ServiceReason.ID_UNKNOWN, "ids[" + i + "] is " + id + ", not 0 to " + (size - 1));
      }
    }
    return open.decode(ids.stream().mapToLong(Integer::longValue).toArray(), special);
  }

  private Tokenizer open() {
    if (tokenizer == null) {
      if (upload == null) {
        throw wrongOrder("no tokenizer is named");
      }
      own = upload.open(time);
      tokenizer = own;
    }
    return tokenizer;
  }

  private void answer(TokenizeResponse.Builder builder) {
    TokenizeResponse response = builder.build();
    if (response.getSerializedSize() > Channels.MESSAGE_BYTES_MAX) {
      throw tooLong(
          "the result has " + response.getSerializedSize() + " bytes, more than a message");
    }
    call.onNext(response);
  }

  private static AdjutantException tooLong(String what) {
    return new AdjutantException(ServiceReason.TEXT_TOO_LONG, what + "; send it in parts");
  }

  private static AdjutantException wrongOrder(String what) {
    return new AdjutantException(
        ServiceReason.PART_ORDER_WRONG,
        what + "; a call is one model, or the parts of one tokenizer.json, then texts and ids");
  }

  @Override
  public void onError(Throwable gone) {
    release();
  }

  @Override
  public void onCompleted() {
    release();
    call.onCompleted();
  }

  private void release() {
    if (own != null) {
      own.close();
      own = null;
    }
    if (upload != null) {
      upload.close();
      upload = null;
    }
    if (hasPlace) {
      hasPlace = false;
      places.release();
    }
  }
}
