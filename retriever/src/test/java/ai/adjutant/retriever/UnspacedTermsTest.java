package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.ask;
import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retrieval.v1.AddTermsRequest;
import ai.adjutant.retrieval.v1.AskedIdentifier;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.Term;
import ai.adjutant.retrieval.v1.TermExpansion;
import ai.adjutant.retrieval.v1.TermKind;
import ai.adjutant.retrieval.v1.TermServiceGrpc;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Terms and identifiers in questions without blanks between words, in a corpus of their language
 * and beside English documents in an English one.
 */
@Timeout(120)
final class UnspacedTermsTest {
  private static final String JAPANESE =
      """
      # 用語集

      | 略語 | 意味 |
      |---|---|
      | RMA | 返品承認番号 |
      | SLA | サービス品質保証 |

      # 手続き

      最初通話解決率（FCR）は高い。返品はDOA（Dead on Arrival）の場合に限る。
      部品PPR-9087は倉庫にある。エラーE4711は再起動で消える。
      """;

  private static final String CHINESE =
      """
      # 术语表

      | 缩写 | 含义 |
      |---|---|
      | RMA | 退货授权 |
      | SLA | 服务等级协议 |

      # 流程

      DOA（Dead on Arrival）的货物可以退。退货单RMA123已经寄出。零件PPR-9087在仓库里。
      """;

  private static final String ENGLISH =
      "# Goals\n\n"
          + "The mean time to repair (MTTR) is short. The air traffic service (ATS) is there.\n";

  @TempDir Path data;
  private FakeEmbeddings inference;
  private RunningRetriever retriever;

  @BeforeEach
  void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    retriever = RunningRetriever.start(data, inference.endpoint());
    create("ja", "ja");
    create("zh", "zh");
    create("mixed", "en");
    load("ja", "ja.md", JAPANESE);
    load("zh", "zh.md", CHINESE);
    load("mixed", "en.md", ENGLISH);
  }

  @AfterEach
  void stop() {
    retriever.close();
    inference.close();
  }

  private void create(String corpus, String language) {
    var unused =
        retriever
            .corpora()
            .createCorpus(
                CreateCorpusRequest.newBuilder()
                    .setCorpusId(corpus)
                    .setCorpus(Corpus.newBuilder().setLanguage(language))
                    .build());
  }

  private void load(String corpus, String name, String text) {
    assertThat(retriever.load(corpus).file(name, text).finish().getFailedCount()).isZero();
  }

  private void add(String corpus, String shortForm, String longForm) {
    var unused =
        TermServiceGrpc.newBlockingStub(retriever.channel())
            .withDeadlineAfter(60, TimeUnit.SECONDS)
            .addTerms(
                AddTermsRequest.newBuilder()
                    .setParent("corpora/" + corpus)
                    .addTerms(
                        Term.newBuilder()
                            .setShortForm(shortForm)
                            .setLongForm(longForm)
                            .setKind(TermKind.TERM_KIND_SYNONYM))
                    .build());
  }

  private SearchResponse search(String corpus, String question) {
    return retriever.search(ask(corpus, question).setMode(SearchMode.SEARCH_MODE_BM25));
  }

  private List<String> added(String corpus, String question) {
    return search(corpus, question).getExpansionsList().stream()
        .map(TermExpansion::getAdded)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "RMAの手順は？, 返品承認番号",
    "このRMAはどこですか, 返品承認番号",
    "ＲＭＡの手順は？, 返品承認番号",
    "rmaの手順は？, 返品承認番号",
    "返品承認番号はどこですか？, RMA",
    "新しい返品承認番号の取り方, RMA",
    "サービス品質保証とは何ですか, SLA",
    "当社のサービス品質保証について, SLA",
    "FCRとは, 最初通話解決率",
    "DOAの場合は？, Dead on Arrival",
  })
  void findsJapaneseTerms(String question, String added) {
    assertThat(added("ja", question)).as(question).containsExactly(added);
    load("mixed", "ja.md", JAPANESE);
    assertThat(added("mixed", question)).as(question).containsExactly(added);
  }

  @ParameterizedTest
  @CsvSource({
    "RMA怎么申请？, 退货授权",
    "请问RMA在哪里, 退货授权",
    "怎么申请退货授权？, RMA",
    "我们的服务等级协议是什么, SLA",
    "DOA怎么办, Dead on Arrival",
  })
  void findsChineseTerms(String question, String added) {
    assertThat(added("zh", question)).as(question).containsExactly(added);
    load("mixed", "zh.md", CHINESE);
    assertThat(added("mixed", question)).as(question).containsExactly(added);
  }

  @ParameterizedTest
  @CsvSource({
    "サーバーの再起動, 計算機",
    "新しいサーバーを買う, 計算機",
    "返品の手順は, 返送",
    "返品番号の手順は, 管理番号",
  })
  void findsWhatPeopleAddedByTheLongestMatch(String question, String added) {
    add("ja", "サーバー", "計算機");
    add("ja", "サーバ", "給仕");
    add("ja", "返品", "返送");
    add("ja", "返品番号", "管理番号");
    assertThat(added("ja", question)).as(question).containsExactly(added);
  }

  @ParameterizedTest
  @CsvSource({
    "ja, 部品PPR-9087の在庫は, PPR-9087",
    "ja, ＰＰＲ９０８７はどこ, ＰＰＲ９０８７",
    "ja, エラーE4711が出た, E4711",
    "zh, 退货单RMA123怎么查, RMA123",
    "zh, 零件PPR-9087在哪里, PPR-9087",
  })
  void findsIdentifiers(String corpus, String question, String written) {
    assertFound(corpus, question, written);
    load("mixed", "ja.md", JAPANESE);
    load("mixed", "zh.md", CHINESE);
    assertFound("mixed", question, written);
  }

  private void assertFound(String corpus, String question, String written) {
    SearchResponse found = search(corpus, question);
    assertThat(found.getIdentifiersList())
        .as(question)
        .extracting(AskedIdentifier::getText)
        .containsExactly(written);
    assertThat(found.getIdentifiersList()).as(question).allMatch(AskedIdentifier::getKnown);
    assertThat(found.getHits(0).getText()).contains(written.equals("ＰＰＲ９０８７") ? "PPR" : written);
  }
}
