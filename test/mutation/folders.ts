/** What is mutated: folders of src. */
export const FOLDERS = ["policy", "fetch", "browser"] as const;
export type Folder = (typeof FOLDERS)[number];

/** The tests that have to notice. */
export const SUITES: Readonly<Record<Folder, readonly string[]>> = {
  policy: [
    "src/policy/*.test.ts",
    "src/fetch/by-path.test.ts",
    "test/attacks.test.ts",
    "test/injection.test.ts",
    "test/promise.test.ts",
  ],
  fetch: [
    "src/fetch/*.test.ts",
    "test/{injection,concurrency,cache,statuses,promise}.test.ts",
    "test/node-server.node.test.ts",
  ],
  browser: ["src/browser/*.test.ts", "test/recognize.test.ts"],
};

/** These read the sources as they are, bundle them, or need another runtime. */
export const NOT_MUTATED = [
  "src/policy/{explain,production}.node.test.ts",
  "src/browser/docs.node.test.ts",
  "**/*.workerd.test.ts",
];

/** Suites that take seconds are tried on the files that they are about, and on no others. */
export const ABOUT: Readonly<Record<string, RegExp>> = {
  "test/recognize.test.ts":
    /^browser\/(console-text|fill-known|legacy-messages|match-message|message-patterns|narrow|other-messages|recognize|topics|wrong-origin)\.ts$/,
};

/** What is made when it is first asked for, and kept: one test alone runs this code, and any may notice it. */
export const KEPT = /^browser\/message-patterns\.ts$/;
