/**
 * Breaks a text of a fixed-width font into lines, after a space, comma or slash where there is one near the end.
 * SVG does not do that by itself.
 *
 * @param columns how many characters fit on a line; the lines after the first have two less
 */
export function wrap(text: string, columns: number): readonly string[] {
  const most = Math.max(columns, 8);
  const lines: string[] = [];
  let rest = [...text];
  while (rest.length > (lines.length === 0 ? most : most - 2)) {
    const width = lines.length === 0 ? most : most - 2;
    const cut = breakBefore(rest, width);
    lines.push(rest.slice(0, cut).join(""));
    rest = rest.slice(cut);
  }
  return [...lines, rest.join("")];
}

function breakBefore(characters: readonly string[], width: number): number {
  for (let i = width; i > width * 0.6; i--) if (/[\s,;/?&=:.-]/.test(characters[i - 1] ?? "")) return i;
  return width;
}

/** Control characters by their number: a picture that hides the byte in question explains nothing. */
export function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\0-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Where two texts first differ, or -1 where they do not. */
export function firstDifference(one: string, other: string): number {
  if (one === other) return -1;
  let i = 0;
  while (i < one.length && one[i] === other[i]) i++;
  return i;
}
