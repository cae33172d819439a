import fc from "fast-check";

/** What becomes of text on its way through chats, tickets and terminals. */
export function garble(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.tuple(
          fc.nat(400),
          fc.nat(12),
          fc.oneof(
            fc.string({ maxLength: 6, unit: "binary" }),
            fc.constantFrom(
              "'",
              '"',
              "`",
              "\\",
              "$(",
              "${",
              "\n",
              "\0",
              "--",
              " -H ",
              "“",
              "{",
              "}",
              "[",
              ")",
              "/*",
              "\ud800",
            ),
          ),
        ),
        { maxLength: 4 },
      ),
    )
    .map(([paste, edits]) =>
      edits.reduce((text, [at, length, instead]) => text.slice(0, at) + instead + text.slice(at + length), paste),
    );
}
