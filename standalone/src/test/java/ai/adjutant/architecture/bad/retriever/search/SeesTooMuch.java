package ai.adjutant.architecture.bad.retriever.search;

import ai.adjutant.architecture.bad.inference.engine.Engine;
import ai.adjutant.architecture.bad.retriever.index.lucene.CycleBack;
import io.grpc.Status;
import org.apache.lucene.index.IndexWriter;
import org.apache.tika.Tika;

/** Sees another service, the index, the parser, the transport; and closes a cycle. */
public record SeesTooMuch(
    Engine engine, CycleBack back, Status status, IndexWriter writer, Tika tika) {}
