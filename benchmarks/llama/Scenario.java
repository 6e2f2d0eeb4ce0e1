import java.util.List;

/**
 * One piece of work that both engines do, the same for both: DECODE takes {@code streams} contexts
 * of {@code prompt} tokens and adds {@code fresh} tokens to each, timing the steps; PREFILL
 * evaluates {@code prompt} tokens {@code fresh} times over from an empty cache; SERVE starts with
 * nothing but {@code streams} prompts of {@code prompt} tokens that arrive together, and ends when
 * each has {@code fresh} new tokens.
 */
record Scenario(String name, Kind kind, int streams, int prompt, int fresh) {
  enum Kind {
    DECODE,
    PREFILL,
    SERVE
  }

  static final List<Scenario> ALL =
      List.of(
          new Scenario("decode", Kind.DECODE, 1, 256, 64),
          new Scenario("streams4", Kind.DECODE, 4, 256, 32),
          new Scenario("streams8", Kind.DECODE, 8, 256, 32),
          new Scenario("prefill", Kind.PREFILL, 1, 512, 3),
          new Scenario("serve8", Kind.SERVE, 8, 256, 64));

  static Scenario named(String name) {
    for (Scenario scenario : ALL) {
      if (scenario.name.equals(name)) {
        return scenario;
      }
    }
    throw new IllegalArgumentException(
        "no scenario " + name + "; there are " + ALL.stream().map(Scenario::name).toList());
  }

  static Scenario of(Line request) {
    return new Scenario(
        request.text("scenario"),
        Kind.valueOf(request.text("kind")),
        request.integer("streams"),
        request.integer("prompt"),
        request.integer("new"));
  }

  Line request() {
    return new Line()
        .with("scenario", name)
        .with("kind", kind.name())
        .with("streams", streams)
        .with("prompt", prompt)
        .with("new", fresh);
  }
}
