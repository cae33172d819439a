/**
 * Starts what a suite needs. What a machine cannot run is named loudly, for the suite to be skipped;
 * with CI=true it fails instead.
 */
export async function startOrSkip<T>(what: string, start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start();
  } catch (error) {
    if (process.env["CI"]) throw error;
    console.warn(`\n*** SKIPPED, since ${what} does not run on this machine ***\n${String(error)}\n`);
    return undefined;
  }
}
