import type { PageRequestInit } from "../../src/browser/build-request.ts";
import type { Engine } from "../../src/browser/engine-profile.ts";
import type { HeaderLine } from "../../src/browser/header-list.ts";
import { openPage, type Outcome } from "../../src/browser/page.ts";

export const PAGE = "https://app.example.com";
export const API = "https://api.example.net/rides";

/** A page with a clock, and a server whose preflight answers can be changed. */
export function clocked(engine: Engine = "standard") {
  const clock = { now: 1_000_000 };
  const server: { grant: readonly HeaderLine[]; open: boolean; origin: string } = {
    grant: [],
    open: true,
    origin: PAGE,
  };
  const page = openPage({
    engine,
    origin: PAGE,
    now: () => clock.now,
    transport: ({ method }) => {
      const cors: readonly HeaderLine[] = [
        ["Access-Control-Allow-Origin", server.origin],
        ["Access-Control-Allow-Credentials", "true"],
      ];
      if (method === "OPTIONS") return { status: 204, statusText: "", headers: [...cors, ...server.grant], body: null };
      return { status: 200, statusText: "", headers: server.open ? cors : [], body: null };
    },
  });
  const wait = (seconds: number): void => void (clock.now += seconds * 1000);
  const outcome = (init: PageRequestInit, url = API): Promise<Outcome> => page.fetch(url, init);
  const asks = async (init: PageRequestInit, url = API): Promise<boolean> =>
    (await outcome(init, url)).exchanges.some(({ kind }) => kind === "preflight");
  return { page, server, wait, asks, outcome };
}
