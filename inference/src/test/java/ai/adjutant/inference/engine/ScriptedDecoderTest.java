package ai.adjutant.inference.engine;

class ScriptedDecoderTest extends DecoderContract {
  @Override
  Decoder open() {
    return new ScriptedDecoder(50, 40);
  }
}
