package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticReader;
import ai.adjutant.inference.v1.AnswerSpan;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadPurpose;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadResponse;
import ai.adjutant.inference.v1.ReadServiceGrpc;
import ai.adjutant.inference.v1.ReadServiceGrpc.ReadServiceBlockingStub;
import ai.adjutant.inference.v1.Reading;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReadMethodsTest {
  private static final String ANSWER = "deposit of forty euros";

  @TempDir static Path data;
  private static RunningInference inference;

  @BeforeAll
  static void start() {
    SyntheticReader.write(data.resolve("models/reader-a"));
    SyntheticReader.write(data.resolve("models/reader-b"));
    SyntheticEncoder.writeReranker(data.resolve("models/a-reranker"));
    inference = RunningInference.on(data);
  }

  @AfterAll
  static void stop() {
    inference.close();
  }

  @Test
  void readsPairsInTheirOrder() {
    String passage = "\uD83D\uDE80 보증금: the " + ANSWER + ".";
    ReadResponse response =
        stub().read(request("which deposit", passage, "nothing here").setSpansMax(2).build());
    assertThat(response.getReadingsCount()).isEqualTo(2);
    Reading first = response.getReadings(0);
    AnswerSpan best = first.getSpans(0);
    assertThat(passage.substring(best.getStart(), best.getEnd())).isEqualTo(ANSWER);
    assertThat(best.getScore()).isBetween(0.9, 1.0);
    assertThat(first.getRelevance()).isEqualTo(1);
    assertThat(first.getAnswerable()).isCloseTo(1 / (1 + Math.exp(0.5)), within(1e-6));
    assertThat(
            first.getSupport().getSupported()
                + first.getSupport().getContradicted()
                + first.getSupport().getNotFound())
        .isCloseTo(1, within(1e-9));
    assertThat(response.getReadings(1).getRelevance()).isZero();
    assertThat(response.getReadings(1).getTruncated()).isFalse();
    assertThat(response.getModel()).as("the first by name").isEqualTo("models/reader-a");
    assertThat(response.getModelDigest()).matches("[0-9a-f]{64}");
    assertThat(response.getLanguagesList()).containsExactly("en");
  }

  @Test
  void givesOneSpanWhereNoneAreCounted() {
    ReadRequest.Builder request = request("fee", "the fee is paid by the customer");
    assertThat(stub().read(request.build()).getReadings(0).getSpansCount()).isEqualTo(1);
    assertThat(stub().read(request.setSpansMax(5).build()).getReadings(0).getSpansCount())
        .isEqualTo(5);
  }

  @Test
  void readsAPairTheSameForEveryPurposeAndAmongOthers() {
    ReadRequest.Builder crowd = ReadRequest.newBuilder().setPurpose(ReadPurpose.READ_PURPOSE_BULK);
    for (int i = 0; i < 256; i++) {
      crowd.addPairs(pair("deposit " + i, "word ".repeat(i) + ANSWER));
    }
    ReadResponse together = stub().read(crowd.build());
    for (int i = 0; i < 256; i += 51) {
      ReadRequest alone = ReadRequest.newBuilder().addPairs(crowd.getPairs(i)).build();
      assertThat(stub().read(alone).getReadings(0)).isEqualTo(together.getReadings(i));
    }
  }

  @Test
  void readsAPassageOfAMillionCharacters() {
    String passage = (ANSWER + " word".repeat(200_000)).substring(0, Checks.CHARACTERS_MAX);
    Reading reading = stub().read(request("which deposit", passage).build()).getReadings(0);
    assertThat(reading.getTruncated()).isTrue();
    assertThat(passage.substring(reading.getSpans(0).getStart(), reading.getSpans(0).getEnd()))
        .isEqualTo(ANSWER);
  }

  @Test
  void servesTheModelThatIsNamed() {
    assertThat(stub().read(request("q", "p").setModel("models/reader-b").build()).getModel())
        .isEqualTo("models/reader-b");
    assertRefused(
        request("q", "p").setModel("models/a-reranker"), "MODEL_KIND_WRONG", "is a reranker");
    assertRefused(request("q", "p").setModel("reader-b"), "MODEL_NAME_INVALID", "models/NAME");
  }

  @Test
  void refusesRequestsThatCantBeRightAndSaysWhere() {
    assertRefused(ReadRequest.newBuilder(), "TEXT_EMPTY", "no pairs: send 1 to 256");
    assertRefused(request(" ", "p"), "TEXT_EMPTY", "pairs[0].text is empty");
    assertRefused(request("q", "p", " "), "TEXT_EMPTY", "pairs[1].passage is empty");
    assertRefused(
        ReadRequest.newBuilder().addAllPairs(Collections.nCopies(257, pair("q", "p"))),
        "TEXTS_TOO_MANY",
        "257 pairs");
    assertRefused(
        request("q", "x".repeat(Checks.CHARACTERS_MAX + 1)), "TEXT_TOO_LONG", "1000001 characters");
    assertRefused(request("q", "p").setSpansMax(6), "SPANS_OUT_OF_RANGE", "spans_max is 6");
    assertRefused(request("q", "p").setSpansMax(-1), "SPANS_OUT_OF_RANGE", "spans_max is -1");
    assertRefused(request("q", "p").setPurposeValue(99), "VALUE_UNKNOWN", "purpose");
  }

  @Test
  void endsWithTheDeadlineOfTheCaller() {
    ReadRequest slow =
        ReadRequest.newBuilder()
            .addAllPairs(Collections.nCopies(256, pair("q", "many words ".repeat(20_000))))
            .build();
    assertThatThrownBy(() -> stub().withDeadlineAfter(50, TimeUnit.MILLISECONDS).read(slow))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
    assertThat(stub().read(request("q", "p").build()).getReadingsCount()).isEqualTo(1);
  }

  @Test
  void saysWhichModelGaveNoNumber() {
    Throwable failure = catchThrowable(() -> stub().read(request("q", "null and void").build()));
    assertThat(failure).hasMessageContaining("model 'reader-a' gave span_logits that is no number");
    assertThat(((StatusRuntimeException) failure).getStatus().getCode())
        .isEqualTo(Status.Code.INTERNAL);
  }

  @Test
  void describesReaders() {
    Model reader =
        ModelServiceGrpc.newBlockingStub(inference.channel())
            .getModel(GetModelRequest.newBuilder().setName("models/reader-a").build())
            .getModel();
    assertThat(reader.getKind()).isEqualTo(ModelKind.MODEL_KIND_READER);
    assertThat(reader.getState()).isEqualTo(ModelState.MODEL_STATE_READY);
    assertThat(reader.getContextLength()).isEqualTo(SyntheticReader.LENGTH);
    assertThat(reader.getLanguagesList()).containsExactly("en");
  }

  private static void assertRefused(ReadRequest.Builder request, String reason, String message) {
    Throwable failure = catchThrowable(() -> stub().read(request.build()));
    assertThat(failure).isInstanceOf(StatusRuntimeException.class).hasMessageContaining(message);
    assertThat(((StatusRuntimeException) failure).getStatus().getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(Statuses.errorInfo((StatusRuntimeException) failure))
        .hasValueSatisfying(info -> assertThat(info.getReason()).isEqualTo(reason));
  }

  private static ReadRequest.Builder request(String text, String... passages) {
    return ReadRequest.newBuilder()
        .addAllPairs(List.of(passages).stream().map(passage -> pair(text, passage)).toList());
  }

  private static ReadPair pair(String text, String passage) {
    return ReadPair.newBuilder().setText(text).setPassage(passage).build();
  }

  private static ReadServiceBlockingStub stub() {
    return ReadServiceGrpc.newBlockingStub(inference.channel());
  }
}
