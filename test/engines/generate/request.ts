import type { Step } from "../scenario.ts";
import { drawAuthorHeaders } from "./author-headers.ts";
import type { Random } from "./random.ts";

/** A step without its answers. */
export type Asked = Omit<Step, "hops" | "path">;

const METHODS: readonly (readonly [weight: number, method: string])[] = [
  [24, "GET"],
  [10, "POST"],
  [4, "HEAD"],
  [14, "PUT"],
  [8, "DELETE"],
  [8, "PATCH"],
  [4, "OPTIONS"],
  [3, "patch"],
  [2, "Patch"],
  [2, "put"],
  [1, "Put"],
  [2, "delete"],
  [1, "get"],
  [1, "gEt"],
  [1, "post"],
  [1, "head"],
  [1, "options"],
  [3, "PURGE"],
  [1, "purge"],
  [2, "CHICKEN"],
  [1, "QUERY"],
  [1, "M-SEARCH"],
  [1, "!#$%&'*+-.^_`|~"],
];

/** What cannot be asked at all. */
const NO_METHODS = ["TRACE", "track", "Connect", "G ET", "", "GET,PUT", "P\xdcT"];

export function drawMethod(random: Random): string {
  return random.below(150) === 0 ? random.pick(NO_METHODS) : random.weighted(METHODS);
}

export function drawCredentials(random: Random, via: Step["via"]): Step["credentials"] {
  if (via === "xhr") return random.pick(["same-origin", "include"]);
  return random.weighted([
    [15, "omit"],
    [45, "same-origin"],
    [40, "include"],
  ]);
}

export function drawRequest(random: Random): Asked {
  const via = random.chance(20) ? "xhr" : "fetch";
  const method = drawMethod(random);
  const headers = drawAuthorHeaders(random);
  const credentials = drawCredentials(random, via);
  const bodiless = /^(?:get|head)$/i.test(method);
  if (via === "xhr") {
    const body = random.chance(bodiless ? 10 : 50) ? "text" : "none";
    return {
      via,
      uploadListener: random.chance(30),
      method,
      headers,
      credentials,
      mode: "cors",
      redirect: "follow",
      body,
    };
  }
  const mode = random.weighted([
    [180, "cors"],
    [12, "no-cors"],
    [8, "same-origin"],
  ] as const);
  const redirect = random.weighted([
    [180, "follow"],
    [10, "error"],
    [10, "manual"],
  ] as const);
  const body = random.weighted([
    [bodiless ? 97 : 50, "none"],
    [bodiless ? 2 : 45, "text"],
    [bodiless ? 1 : 4, "stream"],
  ] as const);
  return { via, uploadListener: false, method, headers, credentials, mode, redirect, body };
}

/** Takes back most of what would throw in the page: it is soon seen, and hides all else. */
export function settle<T extends Asked>(random: Random, asked: T): T {
  if (asked.via === "xhr" || random.chance(4)) return asked;
  const method =
    asked.mode === "no-cors" && !/^(?:get|head|post)$/i.test(asked.method)
      ? random.pick(["GET", "HEAD", "POST"])
      : asked.method;
  return { ...asked, method, body: /^(?:get|head)$/i.test(method) ? "none" : asked.body };
}
