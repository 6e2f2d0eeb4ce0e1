package ai.adjutant.inference.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.testing.SyntheticDecoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokenizers that would end the process, or never end, if they were trusted. */
@Timeout(120)
class HostileTokenizerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Takes the native library's engine past its limit, where it aborts the process. */
  private static final String EVIL_TEXT = "a".repeat(28) + "!";

  private static final String REPLACE =
      "{'type':'Replace','pattern':{'Regex':'(a+)+$'},'content':'b'}";
  private static final String SPLIT =
      "{'type':'Split','pattern':{'Regex':'(a+)+$'},'behavior':'Isolated','invert':false}";

  private static final String TEN = "aaaaaaaaaa";
  private static final String HUNDRED = TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN;
  private static final String FIVE_HUNDRED = HUNDRED + HUNDRED + HUNDRED + HUNDRED + HUNDRED;
  private static final String LONG = FIVE_HUNDRED + FIVE_HUNDRED + "a";

  @TempDir static Path folder;
  private static byte[] harmless;

  @BeforeAll
  static void write() throws IOException {
    SyntheticDecoder.saying("x").writeTo(folder.resolve("model"));
    harmless = Files.readAllBytes(folder.resolve("model").resolve("tokenizer.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "normalizer|" + REPLACE,
        "normalizer|{'type':'Sequence','normalizers':[{'type':'NFC'}," + REPLACE + "]}",
        "pre_tokenizer|{'type':'Sequence','pretokenizers':["
            + SPLIT
            + ",{'type':'ByteLevel','add_prefix_space':false,'trim_offsets':true,'use_regex':false}]}"
      })
  void failsTheTextOnWhichATokenizerAborts(String field, String part) throws IOException {
    try (Tokenizer tokenizer = Tokenizer.read(with(field, part), folder)) {
      assertThatThrownBy(() -> tokenizer.encodeWhole(EVIL_TEXT))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(TokenizeReason.TOKENIZER_FAILED));
      assertThat(tokenizer.encodeBare("xyz")).containsExactly('x', 'y', 'z');
      assertThat(tokenizer.decode(new long[] {'x', SyntheticDecoder.END}, true))
          .isEqualTo("x<|end|>");
      assertThat(tokenizer.decode(new long[] {'x', SyntheticDecoder.END}, false)).isEqualTo("x");
      assertThat(tokenizer.encodePair("x", "y").length()).isEqualTo(2);
      assertThat(tokenizer.withoutSpecialTokens("x<|end|>")).isEqualTo("x< |end|>");
    }
    try (var left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("tokenizer"));
    }
  }

  @Test
  void readsAHarmlessOneInThisProcess() throws IOException {
    assertThat(TokenizerFile.read(harmless).unfamiliar()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the expression of a published tokenizer, but for one sign
        "{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'(\\\\s+)+'},'behavior':'Isolated'}}",
        "{'pre_tokenizer':{'type':'Split','pattern':{'String':''},'behavior':'Isolated'}}",
        "{'pre_tokenizer':{'type':'FixedLength','length':0}}",
        "{'normalizer':{'type':'Replace','pattern':{'String':'a'},'content':'"
            + "bbbbbbbbbbbbbbbbb"
            + "'}}",
        "{'normalizer':{'type':'Precompiled','precompiled_charsmap':'AAAA'}}",
        "{'normalizer':{'type':'Unheard'}}",
        "{'model':{'vocab':{'" + LONG + "':1}}}",
        "{'decoder':{'type':'Strip','content':' ','start':0,'stop':1}}",
        "{'decoder':{'type':'Replace','pattern':{'Regex':'(a+)+$'},'content':''}}",
        "{'post_processor':{'type':'TemplateProcessing','single':[{'SpecialToken':{'id':'no'}}],"
            + "'pair':[],'special_tokens':{}}}",
        "{'post_processor':{'type':'TemplateProcessing','single':[{'Sequence':{'id':'A'}},"
            + "{'Sequence':{'id':'A'}}],'pair':[],'special_tokens':{}}}",
        "{'model':{'type':'BPE','dropout':0.5,'vocab':{},'merges':[]}}",
        "{'model':{'type':'BPE','continuing_subword_prefix':'é','vocab':{},'merges':['a b']}}",
        "{'model':{'type':'Unigram','unk_id':3,'vocab':[['a',0.5]]}}",
        "{'model':{'type':'Unigram','unk_id':0,'vocab':[['a',1e400]]}}",
        "{'model':{'type':'Later','vocab':{}}}",
        "{'normalizer':{'type':'Strip'},'added_tokens':[{'id':1,'content':' ','normalized':true}]}"
      })
  void trustsNoPartThatItDoesNotKnow(String json) throws IOException {
    Optional<String> doubt = TokenizerFile.read(bytes(json)).unfamiliar();
    assertThat(doubt).isPresent();
  }

  @Test
  void refusesWhatIsBeyondEveryVocabularyBeforeTheLibrarySeesIt() {
    assertRefused(new byte[Tokenizer.FILE_BYTES_MAX + 1], "bytes, at most");
    assertRefused(bytes("{'normalizer':" + "[".repeat(100_000)), "depth");
    assertRefused(bytes("{'x':" + "[".repeat(100_000)), "depth");
    assertRefused(bytes("{'decoder':[" + "1,".repeat(50_000) + "1]}"), "more than 20000 values");
    assertRefused(
        bytes("{'model':{'vocab':{" + "'a':1,".repeat(1_000_000) + "'a':1}}}"),
        "more than 1000000 tokens");
    assertRefused(
        bytes("{'model':{'vocab':[" + "['a',1],".repeat(1_000_000) + "['a',1]]}}"),
        "more than 1000000 tokens");
    assertRefused(
        bytes("{'model':{'merges':[" + "'a b',".repeat(2_000_000) + "'a b']}}"),
        "more than 2000000 merges");
    assertRefused(
        bytes("{'added_tokens':[" + "{},".repeat(100_000) + "{}]}"),
        "more than 100000 added tokens");
    assertRefused(
        bytes("{'added_tokens':[{'content':'" + "a".repeat(1_001) + "'}]}"), "1001 characters");
    assertRefused(bytes("{'model':{'vocab':{'a':2147483647}}}"), "id is 2147483647");
    assertRefused(bytes("{'model':{'vocab':{'a':-1}}}"), "id is -1");
    assertRefused(bytes("{'decoder':{'type':'Fuse','type':'CTC'}}"), "stands twice");
  }

  @Test
  void refusesATextThatIsLongerThanAnyExpressionIsTriedOn() {
    try (Tokenizer tokenizer = Tokenizer.read(harmless, folder)) {
      assertThat(tokenizer.encodeBare("a".repeat(Tokenizer.TEXT_LENGTH_MAX)))
          .hasSize(Tokenizer.TEXT_LENGTH_MAX);
      assertThatThrownBy(() -> tokenizer.encodeBare("a".repeat(Tokenizer.TEXT_LENGTH_MAX + 1)))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(TokenizeReason.TOKENIZER_TEXT_TOO_LONG));
    }
  }

  @Test
  void refusesTokensWhoseTextMayFillTheHeap() throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(harmless);
    ((ObjectNode) root.path("model").path("vocab")).put("a".repeat(1_000), 300);
    try (Tokenizer tokenizer = Tokenizer.read(JSON.writeValueAsBytes(root), folder)) {
      long[] ids = new long[67_109];
      Arrays.fill(ids, 300);
      assertThatThrownBy(() -> tokenizer.decode(ids, true))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(TokenizeReason.TOKENIZER_TEXT_TOO_LONG))
          .hasMessageContaining("send at most 67108");
      assertThat(tokenizer.decode(Arrays.copyOf(ids, 1_000), true)).hasSize(1_000_000);
    }
  }

  /** One that backtracks with the square of a run's length aborts on the first of them. */
  @Test
  void knownExpressionsBacktrackAFewTimesForEachCharacter() throws IOException {
    int length = 60_000;
    List<String> units = List.of(" ", "\n", "a", "A", "1", "!", "中", "ʰ", " \n", "aA", "!a", "'s");
    for (String pattern : KnownPatterns.all()) {
      ObjectNode split = JSON.createObjectNode().put("type", "Split").put("behavior", "Isolated");
      split.put("invert", false).putObject("pattern").put("Regex", pattern);
      byte[] json = with("pre_tokenizer", JSON.writeValueAsString(split));
      assertThat(TokenizerFile.read(json).unfamiliar()).as(pattern).isEmpty();
      try (Tokenizer tokenizer = Tokenizer.read(json, folder)) {
        for (String unit : units) {
          String text = unit.repeat(length / unit.length()) + "\u0301";
          assertThat(tokenizer.encodeBare(text)).isNotNull();
        }
      }
    }
  }

  private static void assertRefused(byte[] json, String message) {
    assertThatThrownBy(() -> Tokenizer.read(json, folder))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TokenizeReason.TOKENIZER_REFUSED))
        .hasMessageContaining(message);
  }

  /** JSON with single quotes. */
  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] with(String field, String part) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(harmless);
    JsonNode node =
        JSON.readTree(part.startsWith("{'") ? bytes(part) : part.getBytes(StandardCharsets.UTF_8));
    root.set(field, node);
    return JSON.writeValueAsBytes(root);
  }
}
