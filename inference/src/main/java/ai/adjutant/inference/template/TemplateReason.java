package ai.adjutant.inference.template;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a conversation can't be put into a template. */
public enum TemplateReason implements Reason {
  /** The template itself is broken or asks for what is not there. */
  TEMPLATE_BROKEN(Kind.FAILED_PRECONDITION),
  /** The template refuses this conversation, such as roles that do not alternate. */
  CONVERSATION_REFUSED(Kind.INVALID_ARGUMENT);

  private final Kind kind;

  TemplateReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
