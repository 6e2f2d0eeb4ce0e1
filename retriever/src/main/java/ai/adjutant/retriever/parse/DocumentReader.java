package ai.adjutant.retriever.parse;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads files that arrived. Any thread may call; closing stops the child processes. */
public interface DocumentReader extends AutoCloseable {
  /** Version of the way documents are read; a change of it makes every document be read anew. */
  int PIPELINE_VERSION = 5;

  /** Longest name of a document, of a file and of a member, in UTF-16 code units. */
  int NAME_CHARACTERS_MAX = 1_000;

  /**
   * Names the parts of a file, in order, without parsing them. A file that is no archive and no
   * JSON Lines is one part, itself. What can't be opened is reported to the handler, and the rest
   * goes on.
   *
   * @param file its bytes on disk
   * @param path its path relative to the load's root, with "/"
   */
  void split(Path file, String path, PartHandler handler) throws IOException;

  /**
   * Reads one part.
   *
   * @param language BCP 47 language that documents like it have; decides where bytes or dates can
   *     be read in several ways. Empty when unknown
   * @throws AdjutantException with a {@link ParseReason}
   */
  ParsedDocument parse(Part part, String language) throws IOException;

  /** Reads one part of an unknown language. */
  default ParsedDocument parse(Part part) throws IOException {
    return parse(part, "");
  }

  @Override
  void close();

  /** Takes what {@link #split} finds; called in the caller's thread. */
  interface PartHandler {
    /** A part, valid until this returns or the file is gone. */
    void part(Part part);

    /** Something in the file could not be opened. */
    void failed(String id, AdjutantException reason);
  }
}
