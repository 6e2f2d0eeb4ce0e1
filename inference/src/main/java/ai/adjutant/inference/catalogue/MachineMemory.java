package ai.adjutant.inference.catalogue;

import java.util.OptionalLong;

/** What the machine tells of its memory, in bytes. */
interface MachineMemory {
  /** What may still be taken before something is killed or swapped; empty where nobody tells. */
  OptionalLong available();

  /** What this process holds in memory; 0 where nobody tells. */
  long resident();
}
