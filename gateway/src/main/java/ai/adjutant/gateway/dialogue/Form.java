package ai.adjutant.gateway.dialogue;

/** States by what a follow-up shows. */
enum Form {
  /** It goes on from what was said: "and …", "what about …". */
  JOINED,
  /** It refers to what was said: "it", "they". */
  PRONOUN,
  /** It is too short to stand alone. */
  SHORT
}
