package ai.adjutant.inference.template;

import com.hubspot.jinjava.el.JinjavaNodePreProcessor;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;

/**
 * A rendering took longer than it may. An error and no exception: the engine collects exceptions
 * and goes on with the next node.
 */
final class Overdue extends Error {
  private static final long serialVersionUID = 1L;

  /** Under this name a context holds the time at which it ends; no template can write it. */
  private static final String END = "end of time";

  private Overdue() {
    super("a rendering took too long", null, false, false);
  }

  /** Looks at the time before each node. */
  static final class Watch extends JinjavaNodePreProcessor {
    @Override
    public void accept(Node node, JinjavaInterpreter interpreter) {
      if (interpreter.getContext().get(END) instanceof Long end && System.nanoTime() - end > 0) {
        throw new Overdue();
      }
      super.accept(node, interpreter);
    }
  }

  /** The name under which a context holds the end of its time. */
  static String end() {
    return END;
  }
}
