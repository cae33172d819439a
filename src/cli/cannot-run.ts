/** Why a command could not do its work: bad input, a file that is not there. Shown without a stack; exit code 2. */
export class CannotRun extends Error {
  override readonly name = "CannotRun";
  /** What to do instead, a sentence. */
  readonly fix: string;

  /** @param message what is wrong and where, a sentence */
  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}
