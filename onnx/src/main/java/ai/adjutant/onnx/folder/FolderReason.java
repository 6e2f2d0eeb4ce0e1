package ai.adjutant.onnx.folder;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a model's folder can't be written. */
public enum FolderReason implements Reason {
  /** Something lies there already. */
  MODEL_FOLDER_NOT_EMPTY(Kind.ALREADY_EXISTS),
  /** It can't be made, or a file can't be written into it. */
  MODEL_FOLDER_UNWRITABLE(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  FolderReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
