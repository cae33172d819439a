/**
 * Breaks text between words. Words that are longer than a line stay whole, so that they can be copied.
 *
 * @param width columns of the terminal
 * @param first what the first line begins with; the others are indented as far
 */
export function wrap(text: string, width: number, first = ""): string {
  const indent = " ".repeat(first.length);
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && first.length + line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines.map((line, i) => `${i === 0 ? first : indent}${line}`.trimEnd()).join("\n");
}
