/** What was opened, to be closed in the reverse order, also where opening breaks off half-way. */
export class Closers {
  readonly #closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).toReversed()) await close();
  }

  /** Opens something, and closes all that it has added where that throws. */
  static async opening<T>(open: (closers: Closers) => Promise<T>): Promise<T> {
    const closers = new Closers();
    try {
      return await open(closers);
    } catch (error) {
      await closers.close();
      throw error;
    }
  }
}
