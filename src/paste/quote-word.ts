/**
 * A word for a POSIX shell, which reads it back as this text whatever is in it; as it is where nothing in it means
 * anything to a shell.
 */
export function quoteWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text);
}

/** The same in quotation marks: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
