/** As long as the isolate lives. */
export const notes = new Map<string, string>();
