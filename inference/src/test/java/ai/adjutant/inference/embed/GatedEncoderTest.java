package ai.adjutant.inference.embed;

class GatedEncoderTest extends TextEncoderContract {
  @Override
  TextEncoder open() {
    GatedEncoder encoder = new GatedEncoder(true);
    encoder.gate.release(1_000_000); // open for good
    return encoder;
  }
}
