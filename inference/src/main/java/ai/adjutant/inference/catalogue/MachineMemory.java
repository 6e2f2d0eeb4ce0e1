package ai.adjutant.inference.catalogue;

import java.util.OptionalLong;

/** Reports the memory of the machine, in bytes. */
interface MachineMemory {
  /** What may still be taken before something is killed or swapped; empty where it is not known. */
  OptionalLong available();

  /** What this process holds in memory; 0 where it is not known. */
  long resident();
}
