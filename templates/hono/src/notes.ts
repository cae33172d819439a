/** Where the notes are kept. */
export interface Notes {
  names(): Promise<readonly string[]>;
  /** Null where there is none. */
  read(name: string): Promise<string | null>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** In Workers KV. */
export function notesInKv(namespace: KVNamespace): Notes {
  return {
    names: async () => (await namespace.list()).keys.map(({ name }) => name),
    read: (name) => namespace.get(name),
    write: (name, text) => namespace.put(name, text),
    remove: (name) => namespace.delete(name),
  };
}

/** In memory: each instance of a function has its own, and forgets them when it ends. A table of yours goes here. */
export function notesInMemory(): Notes {
  const notes = new Map<string, string>();
  return {
    names: async () => [...notes.keys()],
    read: async (name) => notes.get(name) ?? null,
    write: async (name, text) => void notes.set(name, text),
    remove: async (name) => void notes.delete(name),
  };
}
