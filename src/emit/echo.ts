import { MAX_ECHOED_NAMES } from "../policy/preflight.ts";

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

/** What a page may ask for, and is told that it may: with credentials, `*` is a name like others to browsers. */
export const ECHOED = {
  methods: `^${TOKEN}$`,
  /** Names with commas between them, as many as the policy echoes (`src/policy/preflight.ts`). */
  headers: `^[ \\t,]*${TOKEN}(?:[ \\t]*,[ \\t,]*${TOKEN}){0,${MAX_ECHOED_NAMES - 1}}[ \\t,]*$`,
};
