import { BASICS } from "./gallery/basics.ts";
import { BEYOND_CORS } from "./gallery/beyond-cors.ts";
import { CACHES } from "./gallery/caches.ts";
import { CREDENTIALS } from "./gallery/credentials.ts";
import { ERRORS } from "./gallery/errors.ts";
import { HEADERS } from "./gallery/headers.ts";
import { PREFLIGHT } from "./gallery/preflight.ts";
import { REDIRECTS } from "./gallery/redirects.ts";
import type { Example } from "./scenario.ts";

/** The named scenarios, by topic. The first is what a visitor sees first. */
export const EXAMPLES: readonly [Example, ...Example[]] = [
  ...BASICS,
  ...PREFLIGHT,
  ...HEADERS,
  ...CREDENTIALS,
  ...REDIRECTS,
  ...ERRORS,
  ...CACHES,
  ...BEYOND_CORS,
];
