package ai.adjutant.inference.engine;

class ScriptedDecoderTest extends DecoderContract {
  @Override
  Decoder open() {
    return ScriptedDecoder.counting(50, 40, 3);
  }
}
