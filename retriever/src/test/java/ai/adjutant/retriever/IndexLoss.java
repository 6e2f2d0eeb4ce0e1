package ai.adjutant.retriever;

import ai.adjutant.chassis.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** Ways to lose an index. */
enum IndexLoss {
  /** A backup without derived data. */
  FOLDER {
    @Override
    void happen(Path corpus) throws IOException {
      DurableFiles.deleteFolder(corpus.resolve("index"));
    }
  },
  /** The file that names the others. */
  SEGMENTS {
    @Override
    void happen(Path corpus) throws IOException {
      for (Path file : files(corpus.resolve("index"))) {
        if (file.getFileName().toString().startsWith("segments")) {
          Files.delete(file);
        }
      }
    }
  },
  /** An index that says nothing of a corpus, and holds nothing. */
  EMPTY {
    @Override
    void happen(Path corpus) throws IOException {
      FOLDER.happen(corpus);
      try (Directory directory = FSDirectory.open(corpus.resolve("index"));
          IndexWriter writer =
              new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
        writer.commit();
      }
    }
  },
  /** The index of another corpus. */
  FOREIGN {
    @Override
    void happen(Path corpus) throws IOException {
      Path json = corpus.resolve("corpus.json");
      Path list = corpus.resolve("manifest.jsonl");
      String id = Files.readString(json).replaceAll("(?s).*\"id\" : \"([^\"]+)\".*", "$1");
      for (Path file : List.of(json, list)) {
        Files.writeString(file, Files.readString(file).replace(id, "another"));
      }
    }
  },
  /** Lucene's checksums no longer fit. */
  DAMAGED {
    @Override
    void happen(Path corpus) throws IOException {
      for (Path file : files(corpus.resolve("index"))) {
        if (file.getFileName().toString().startsWith("segments")) {
          byte[] bytes = Files.readAllBytes(file);
          bytes[bytes.length / 2] ^= 0x55;
          Files.write(file, bytes);
        }
      }
    }
  },
  /** Written by a Lucene to come. */
  NEWER {
    @Override
    void happen(Path corpus) throws IOException {
      FOLDER.happen(corpus);
      try (Directory directory = FSDirectory.open(corpus.resolve("index"));
          IndexOutput out = directory.createOutput("segments_1", IOContext.DEFAULT)) {
        CodecUtil.writeIndexHeader(out, "segments", 1_000, new byte[16], "1");
        CodecUtil.writeFooter(out);
      }
    }
  };

  abstract void happen(Path corpus) throws IOException;

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
