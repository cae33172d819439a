/** Whether a command is quoted for cmd.exe, as "Copy as cURL (cmd)" does it. */
export function isForCmd(text: string): boolean {
  // A caret before the first quotation mark, or at the end of the first line, outside of a quotation.
  return /^[^'"\n]*\^"/.test(text) || /^(?:[^'"\n]|"[^"\n]*")*\^\r?\n/.test(text);
}

/**
 * Splits a command line of Windows: first as cmd.exe reads carets, then as the C runtime splits words.
 * https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export function splitCmdWords(text: string): readonly string[] {
  const line = withoutCarets(text);
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === "\\") {
      const start = at;
      while (line[at] === "\\") at += 1;
      const count = at - start;
      const beforeQuote = line[at] === '"';
      word = (word ?? "") + "\\".repeat(beforeQuote ? Math.floor(count / 2) : count);
      if (beforeQuote && count % 2 === 1) {
        word += '"';
        at += 1;
      }
    } else if (char === '"') {
      word ??= "";
      if (isQuoted && line[at + 1] === '"') {
        word += '"';
        at += 1;
      } else isQuoted = !isQuoted;
      at += 1;
    } else if (!isQuoted && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else {
      word = (word ?? "") + char;
      at += 1;
    }
  }
  if (word !== null) words.push(word);
  return words;
}

/** A caret escapes what follows, a line's end is nothing then; between quotation marks of its own it is a caret. */
function withoutCarets(text: string): string {
  let isQuoted = false;
  let line = "";
  const lines = text.replaceAll("\r\n", "\n");
  for (let at = 0; at < lines.length; at += 1) {
    const char = lines.charAt(at);
    if (char === '"') isQuoted = !isQuoted;
    if (char !== "^" || isQuoted) {
      line += char;
      continue;
    }
    at += lines[at + 1] === "\n" ? 2 : 1;
    line += lines.charAt(at);
  }
  return line;
}
