package ai.adjutant.gateway.service;

import ai.adjutant.chat.v1.CheckClaimsRequest;
import ai.adjutant.chat.v1.CheckClaimsResponse;
import ai.adjutant.chat.v1.CheckedClaim;
import ai.adjutant.chat.v1.ClaimToCheck;
import ai.adjutant.chat.v1.GroundServiceGrpc;
import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.ground.ClaimReader;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.ground.GroundReport;
import ai.adjutant.gateway.ground.GroundSettings;
import ai.adjutant.gateway.ground.ReaderUse;
import ai.adjutant.gateway.ground.Support;
import ai.adjutant.gateway.ground.SupportReader;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.TimeLimit;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** {@code GroundService}: bulk work, so a reader waits behind questions and has the call's time. */
public final class GroundMethods extends GroundServiceGrpc.GroundServiceImplBase {
  private static final int CLAIMS_MAX = 64;
  private static final int CLAIM_CHARACTERS_MAX = 4_000;
  private static final int PASSAGES_MAX = 20;
  private static final int PASSAGE_CHARACTERS_MAX = 100_000;
  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final EvidenceRule NO_RULE =
      new EvidenceRule(0, false, List.of(), OptionalDouble.empty(), 0, 0);

  private final SentenceEncoder encoder;
  private final ClaimReader reader;
  private final GroundSettings settings;

  /** Creates methods over these parts. */
  public GroundMethods(SentenceEncoder encoder, ClaimReader reader, GroundSettings settings) {
    this.encoder = encoder;
    this.reader = reader;
    this.settings = settings;
  }

  @Override
  public void checkClaims(
      CheckClaimsRequest request, StreamObserver<CheckClaimsResponse> observer) {
    if (request.getClaimsCount() > CLAIMS_MAX) {
      throw Requests.refuse(
          request.getClaimsCount() + " claims are too many; " + CLAIMS_MAX + " is the most");
    }
    for (int i = 0; i < request.getClaimsCount(); i++) {
      check(request.getClaims(i), "claim number " + (i + 1));
    }
    GroundCheck check = new GroundCheck(encoder, reading(request));
    String language = request.getLanguage().isEmpty() ? "en" : request.getLanguage();
    CheckClaimsResponse.Builder response = CheckClaimsResponse.newBuilder();
    ReaderUse use = ReaderUse.NOT_NEEDED;
    for (ClaimToCheck claim : request.getClaimsList()) {
      GroundReport report = check.check(claim.getText(), found(claim, language), time());
      use = use.and(report.reader());
      CheckedClaim.Builder checked =
          CheckedClaim.newBuilder()
              .setSupported(report.support().stream().allMatch(Support::supported));
      report.support().forEach(one -> checked.addSentences(SupportMessages.support(one)));
      response.addClaims(checked);
    }
    observer.onNext(response.setReader(SupportMessages.reader(use)).build());
    observer.onCompleted();
  }

  private SupportReader reading(CheckClaimsRequest request) {
    boolean on =
        switch (request.getReader()) {
          case GROUND_READER_USE_UNSPECIFIED -> settings.reader();
          case GROUND_READER_USE_OFF -> false;
          case GROUND_READER_USE_ON -> true;
          case UNRECOGNIZED ->
              throw Requests.refuse("reader has a value that this service does not know");
        };
    return on
        ? SupportReader.asking(reader, TIME_MAX, settings.passagesMax())
        : SupportReader.off();
  }

  private static void check(ClaimToCheck claim, String what) {
    if (claim.getText().isBlank() || claim.getText().length() > CLAIM_CHARACTERS_MAX) {
      throw Requests.refuse(
          what
              + " has "
              + claim.getText().strip().length()
              + " characters; give 1 to "
              + CLAIM_CHARACTERS_MAX);
    }
    int characters = claim.getPassagesList().stream().mapToInt(String::length).sum();
    if (claim.getPassagesCount() > PASSAGES_MAX || characters > PASSAGE_CHARACTERS_MAX) {
      throw Requests.refuse(
          what
              + " has "
              + claim.getPassagesCount()
              + " passages of "
              + characters
              + " characters; "
              + PASSAGES_MAX
              + " and "
              + PASSAGE_CHARACTERS_MAX
              + " are the most");
    }
  }

  private static TimeLimit time() {
    Deadline deadline = Context.current().getDeadline();
    Duration left =
        deadline == null
            ? TIME_MAX
            : Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    return TimeLimit.in(left, System::nanoTime);
  }

  private static SearchResult found(ClaimToCheck claim, String language) {
    List<Passage> passages = new ArrayList<>();
    for (String text : claim.getPassagesList()) {
      passages.add(
          new Passage(
              "",
              "",
              "passages/" + passages.size(),
              "",
              text,
              0,
              List.of(),
              0,
              0,
              OptionalDouble.empty(),
              0,
              0,
              0,
              List.of()));
    }
    return new SearchResult(
        passages, List.of(), List.of(), new SearchResult.CorpusRule(NO_RULE, "", language, false));
  }
}
