package ai.adjutant.inference.child;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The child's side of the pipes. Whatever a library prints goes to the standard error stream, which
 * the parent discards.
 *
 * @param requests what the parent asks
 * @param answers what it is answered
 */
public record ChildMain(DataInputStream requests, DataOutputStream answers) {
  private static final Path VICTIM = Path.of("/proc/self/oom_score_adj");

  /** Takes over the standard streams of this process; called first, and once. */
  public static ChildMain begin() {
    InputStream in = new FileInputStream(FileDescriptor.in);
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err)));
    offer();
    // Its parent may be killed while a native call runs here, which reads no pipe.
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
    return new ChildMain(new DataInputStream(new BufferedInputStream(in, 1 << 16)), out);
  }

  /** When the machine runs short of memory, Linux is to end this process and not its parent. */
  private static void offer() {
    try {
      if (Files.isWritable(VICTIM)) {
        Files.writeString(VICTIM, "1000", StandardOpenOption.WRITE);
      }
    } catch (IOException e) {
      System.err.println("oom_score_adj can't be written: " + e); // merely a wish
    }
  }
}
