/** A source of numbers that a seed repeats: mulberry32. From 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Longer inputs find nothing that shorter ones do not, and take longer. In characters. */
const LONGEST = 1500;

/** Characters at which parsers decide. */
const TURNS = "{}[]()<>\"'`\\/:;,.*@#?&=%+-_ \n\r\t\0é\u2028\ud800019azAZ";

/** A text that differs a little from one of the corpus. */
export function mutate(corpus: readonly string[], words: readonly string[], random: () => number): string {
  const pick = <T>(list: ArrayLike<T>): T | undefined => list[Math.floor(random() * list.length)];
  const place = (text: string): number => Math.floor(random() * (text.length + 1));
  let text = pick(corpus) ?? "";
  const steps = 1 + Math.floor(random() ** 2 * 8);
  for (let i = 0; i < steps; i++) {
    const [from, to] = [place(text), place(text)].toSorted((a, b) => a - b) as [number, number];
    const part = text.slice(from, Math.min(to, from + 40));
    const other = pick(corpus) ?? "";
    const insert = [
      () => pick(TURNS) ?? "",
      () => pick(words) ?? "",
      () => other.slice(place(other)).slice(0, 200),
      () => part.repeat(1 + Math.floor(random() ** 4 * 50)),
      () => String(Math.floor(random() * 3) - 1 + 2 ** Math.floor(random() * 40)),
      () => "",
    ];
    const made = pick(insert)?.() ?? "";
    // In the place of a part, or between two.
    text = text.slice(0, from) + made + text.slice(random() < 0.5 ? from : from + part.length);
  }
  return text.slice(0, LONGEST);
}
