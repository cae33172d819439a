/** Where the notes are kept. */
export interface Notes {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** In memory: each instance of the function has its own, and forgets them when it ends. A table of yours goes here. */
export function notesInMemory(): Notes {
  const notes = new Map<string, string>();
  return {
    names: async () => [...notes.keys()],
    read: async (name) => notes.get(name),
    write: async (name, text) => void notes.set(name, text),
    remove: async (name) => void notes.delete(name),
  };
}
