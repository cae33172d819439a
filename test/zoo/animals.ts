import type { Animal } from "./animal.ts";
import { EDGE } from "./animals/edge.ts";
import { EXPRESS } from "./animals/express.ts";
import { FRAMEWORKS } from "./animals/frameworks.ts";
import { NETWORK } from "./animals/network.ts";
import { NGINX } from "./animals/nginx.ts";
import { ORIGINS } from "./animals/origins.ts";
import { PREFLIGHTS } from "./animals/preflights.ts";
import { WIRE } from "./animals/wire.ts";

/** Real servers: each with one known fault, or with none. */
export const ANIMALS: readonly Animal[] = [
  ...EXPRESS,
  ...ORIGINS,
  ...FRAMEWORKS,
  ...NGINX,
  ...PREFLIGHTS,
  ...WIRE,
  ...NETWORK,
  ...EDGE,
];
