package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.encode.Vector;
import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.FoundChunk;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.Provenance;
import ai.adjutant.retriever.index.StoredDocument;
import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.text.Identifiers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Maps records of this module to Lucene documents, and back. */
final class DocumentMapper {
  /** Most forms of identifiers of a chunk; the rest of a list of codes is found as words. */
  private static final int IDENTIFIERS_MAX = 2_000;

  private DocumentMapper() {}

  static Document ofChunk(DocumentRecord document, IndexedChunk indexed) {
    Document form = new Document();
    form.add(new StringField(Fields.KIND, Fields.KIND_CHUNK, Store.NO));
    addCommon(form, document);
    form.add(new TextField(Fields.TITLE, document.description().title(), Store.NO));
    form.add(new TextField(Fields.BODY, indexed.searchText(), Store.NO));
    for (String identifier : Identifiers.forms(indexed.searchText(), IDENTIFIERS_MAX)) {
      form.add(new StringField(Fields.IDENTIFIER, identifier, Store.NO));
    }
    form.add(new StringField(Fields.IDENTIFIERS_READ, "1", Store.NO));
    Vector vector = indexed.vector();
    if (vector != null) {
      form.add(
          new KnnFloatVectorField(
              Fields.VECTOR, vector.toArray(), VectorSimilarityFunction.DOT_PRODUCT));
    }
    Chunk chunk = indexed.chunk();
    form.add(new StoredField(Fields.NUMBER, chunk.number()));
    form.add(new StoredField(Fields.SECTION, chunk.section()));
    form.add(new StoredField(Fields.START, chunk.start()));
    form.add(new StoredField(Fields.END, chunk.end()));
    for (String heading : chunk.headingPath()) {
      form.add(new StoredField(Fields.HEADING, heading));
    }
    form.add(new StoredField(Fields.BLOCKS, PackedBlocks.pack(chunk.blocks(), chunk.start())));
    form.add(new StoredField(Fields.PAGES, pack(chunk.pages())));
    form.add(new StoredField(Fields.TEXT, indexed.text()));
    return form;
  }

  /** An entry of another kind that comes and goes with a document, and that filters let through. */
  static Document ofKind(String kind, DocumentRecord document) {
    Document form = new Document();
    form.add(new StringField(Fields.KIND, kind, Store.NO));
    addCommon(form, document);
    return form;
  }

  static Document ofDocument(StoredDocument stored) {
    DocumentRecord document = stored.document();
    Provenance provenance = document.provenance();
    Document form = new Document();
    form.add(new StringField(Fields.KIND, Fields.KIND_DOCUMENT, Store.NO));
    addCommon(form, document);
    form.add(new StoredField(Fields.GIVEN, provenance.given()));
    form.add(new StringField(Fields.ORIGINAL, provenance.original(), Store.YES));
    form.add(new StoredField(Fields.FILE, provenance.file()));
    form.add(new StoredField(Fields.BYTE_COUNT, provenance.byteCount()));
    form.add(new StoredField(Fields.LOAD_TIME, provenance.loadTime().toEpochMilli()));
    form.add(new StoredField(Fields.ENCODER, provenance.encoderDigest()));
    form.add(new StoredField(Fields.PAGE_COUNT, document.pageCount()));
    form.add(new StoredField(Fields.CHUNK_COUNT, document.chunkCount()));
    form.add(new StoredField(Fields.PAGES, pack(stored.pages())));
    form.add(new StoredField(Fields.TEXT, stored.text()));
    return form;
  }

  private static void addCommon(Document form, DocumentRecord document) {
    Description description = document.description();
    form.add(new StringField(Fields.DOCUMENT, document.id(), Store.YES));
    form.add(new SortedDocValuesField(Fields.DOCUMENT, new BytesRef(document.id())));
    form.add(new StoredField(Fields.VERSION, document.provenance().version()));
    form.add(new StoredField(Fields.TITLE, description.title()));
    form.add(new StringField(Fields.TITLE_EXACT, Fields.keyword(description.title()), Store.NO));
    addKeyword(form, Fields.LANGUAGE, description.language());
    addKeyword(form, Fields.LABEL, description.label());
    addKeyword(form, Fields.CONTENT_TYPE, description.contentType());
    description.metadata().forEach((key, value) -> addMetadata(form, key, value));
    addInstant(form, Fields.EFFECTIVE_FROM, description.effectiveFrom());
    addInstant(form, Fields.EFFECTIVE_UNTIL, description.effectiveUntil());
  }

  private static void addKeyword(Document form, String field, String value) {
    if (!value.isEmpty()) {
      form.add(new StringField(field, Fields.keyword(value), Store.YES));
    }
  }

  private static void addMetadata(Document form, String key, String value) {
    String text = Fields.metadataPrefix(key) + Fields.keyword(value);
    form.add(new StringField(Fields.METADATA_TERMS, text, Store.NO));
    Fields.number(value)
        .map(number -> Fields.numberPrefix(key) + number)
        .ifPresent(term -> form.add(new StringField(Fields.METADATA_TERMS, term, Store.NO)));
    form.add(new StoredField(Fields.METADATA, Fields.metadataPrefix(key) + value));
  }

  private static void addInstant(Document form, String field, @Nullable Instant instant) {
    if (instant != null) {
      form.add(new LongPoint(field, instant.toEpochMilli()));
      form.add(new StoredField(field, instant.toEpochMilli()));
    }
  }

  static DocumentRecord document(Document form) {
    Provenance provenance =
        new Provenance(
            form.get(Fields.VERSION),
            form.get(Fields.GIVEN),
            form.get(Fields.ORIGINAL),
            form.get(Fields.FILE),
            number(form, Fields.BYTE_COUNT),
            Instant.ofEpochMilli(number(form, Fields.LOAD_TIME)),
            form.get(Fields.ENCODER));
    return new DocumentRecord(
        form.get(Fields.DOCUMENT),
        description(form),
        provenance,
        (int) number(form, Fields.PAGE_COUNT),
        (int) number(form, Fields.CHUNK_COUNT));
  }

  static StoredDocument storedDocument(Document form) {
    return new StoredDocument(document(form), form.get(Fields.TEXT), unpack(form));
  }

  static FoundChunk chunk(Document form) {
    int start = (int) number(form, Fields.START);
    Chunk chunk =
        new Chunk(
            (int) number(form, Fields.NUMBER),
            (int) number(form, Fields.SECTION),
            List.of(form.getValues(Fields.HEADING)),
            start,
            (int) number(form, Fields.END),
            PackedBlocks.unpack(form.getBinaryValue(Fields.BLOCKS), start),
            unpack(form));
    return new FoundChunk(
        form.get(Fields.DOCUMENT),
        form.get(Fields.VERSION),
        description(form),
        chunk,
        form.get(Fields.TEXT));
  }

  private static Description description(Document form) {
    Map<String, String> metadata = new HashMap<>();
    for (String entry : form.getValues(Fields.METADATA)) {
      int separator = entry.indexOf('\u0000');
      metadata.put(entry.substring(0, separator), entry.substring(separator + 1));
    }
    return new Description(
        form.get(Fields.TITLE),
        textOrEmpty(form, Fields.CONTENT_TYPE),
        textOrEmpty(form, Fields.LANGUAGE),
        textOrEmpty(form, Fields.LABEL),
        metadata,
        instant(form, Fields.EFFECTIVE_FROM),
        instant(form, Fields.EFFECTIVE_UNTIL));
  }

  private static String textOrEmpty(Document form, String field) {
    @Nullable String text = form.get(field);
    return text == null ? "" : text;
  }

  private static long number(Document form, String field) {
    return form.getField(field).numericValue().longValue();
  }

  private static @Nullable Instant instant(Document form, String name) {
    @Nullable IndexableField field = form.getField(name);
    return field == null ? null : Instant.ofEpochMilli(field.numericValue().longValue());
  }

  private static byte[] pack(List<PageStart> pages) {
    ByteBuffer bytes = ByteBuffer.allocate(pages.size() * 2 * Integer.BYTES);
    for (PageStart page : pages) {
      bytes.putInt(page.offset()).putInt(page.page());
    }
    return bytes.array();
  }

  private static List<PageStart> unpack(Document form) {
    BytesRef packed = form.getBinaryValue(Fields.PAGES);
    ByteBuffer bytes = ByteBuffer.wrap(packed.bytes, packed.offset, packed.length);
    List<PageStart> pages = new ArrayList<>();
    while (bytes.hasRemaining()) {
      pages.add(new PageStart(bytes.getInt(), bytes.getInt()));
    }
    return pages;
  }
}
