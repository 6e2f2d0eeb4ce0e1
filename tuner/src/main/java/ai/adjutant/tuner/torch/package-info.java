/**
 * PyTorch as the tuner uses it: its start, the threads that compute, gradients, and functions in
 * TorchScript.
 *
 * <p>Entry point: {@link ai.adjutant.tuner.torch.Torch}. Here alone stands what DJL's public
 * interface does not offer: gradients on several threads at once, and bfloat16, which DJL's types
 * leave out and TorchScript has. An array belongs to the thread that made it; its memory is freed
 * when the {@code NDManager} that it hangs on is closed.
 */
@NullMarked
package ai.adjutant.tuner.torch;

import org.jspecify.annotations.NullMarked;
