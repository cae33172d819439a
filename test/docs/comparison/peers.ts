import express, {
  type Express,
  type NextFunction,
  type Request as ExpressRequest,
  type Response as ExpressResponse,
} from "express";
import corsOfExpress from "cors";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { cors as corsOfHono } from "hono/cors";
import { cors, type CorsConfig } from "../../../src/index.ts";
import { fromLambda } from "../../../src/testing/index.ts";
import { listen, type Answer } from "../visits.ts";

/** What every library is asked for, in no library's words. */
export interface Wanted {
  readonly origins: "*" | readonly (string | RegExp)[];
  readonly credentials?: boolean;
  /** Where the library takes a function of the origin, this one in the place of `origins`. */
  readonly lookUp?: (origin: string) => Promise<boolean>;
  /** Anything else, under a name that no library knows. */
  readonly misspelt?: string;
  /** Used twice, one inside the other. */
  readonly isTwice?: boolean;
  /** How long a handler may take, in milliseconds, where that can be said. */
  readonly deadline?: number;
}

/** A library with the same few routes behind it. */
export interface Peer {
  readonly name: string;
  /** Whether handlers return a Response. */
  readonly speaksFetch: boolean;
  /** @throws Error where the library refuses what is wanted */
  open(wanted: Wanted): Promise<Answer>;
  close?(): void;
}

/** On every answer of a handler's. */
export const RAN = "X-Ran";

/** What the routes do, in Fetch's terms; undefined where there is no such route. */
async function route(path: string): Promise<Response | undefined> {
  const headers: Record<string, string> = { [RAN]: "1" };
  if (path === "/throw") throw new Error("down");
  if (path === "/throw-text") throw "down";
  if (path === "/never") return new Promise<Response>(() => {});
  if (path === "/304") return new Response(null, { status: 304, headers });
  if (path === "/500") return new Response("", { status: 500, headers });
  if (path === "/vary") headers["Vary"] = "Accept";
  if (path === "/own") headers["Access-Control-Allow-Origin"] = "https://other.example";
  // As fetch returns them: headers that cannot be written.
  if (path === "/immutable") return fetch("data:,ok");
  if (path === "/ok" || path === "/vary" || path === "/own") return new Response("", { headers });
  return undefined;
}

export const CORSKIT: Peer = {
  name: "corskit",
  speaksFetch: true,
  async open({ origins, credentials, lookUp, misspelt, isTwice, deadline }) {
    const config = {
      allowOrigins: lookUp === undefined ? origins : { resolve: lookUp },
      allowCredentials: credentials,
      ...(misspelt === undefined ? {} : { [misspelt]: true }),
    } as CorsConfig;
    const policy = cors(config);
    const handler = async (request: Request): Promise<Response> =>
      (await route(new URL(request.url).pathname)) ?? new Response("", { status: 404 });
    const options = deadline === undefined ? {} : { timeout: deadline };
    const wrapped = policy.wrap(isTwice ? policy.wrap(handler) : handler, options);
    return (request) => wrapped(request);
  },
};

export const HONO: Peer = {
  name: "hono/cors",
  speaksFetch: true,
  async open({ origins, credentials, lookUp, misspelt, isTwice }) {
    const options = {
      origin: lookUp === undefined ? origins : async (origin: string) => ((await lookUp(origin)) ? origin : null),
      credentials,
      ...(misspelt === undefined ? {} : { [misspelt]: true }),
    } as Parameters<typeof corsOfHono>[0];
    const app = new Hono();
    const use = (handler: MiddlewareHandler): void => void app.use(handler);
    for (let i = 0; i < (isTwice ? 2 : 1); i++) use(corsOfHono(options));
    app.all("*", async (c: Context) => (await route(c.req.path)) ?? c.notFound());
    return async (request) => app.fetch(request);
  },
};

const servers: { close(): void }[] = [];

async function onExpress(app: Express): Promise<Answer> {
  const server = await listen(app);
  servers.push(server);
  return server.answer;
}

export const EXPRESS: Peer = {
  name: "npm cors",
  speaksFetch: false,
  async open({ origins, credentials, lookUp, misspelt, isTwice }) {
    const app = express();
    const origin = (asked: string | undefined, done: (error: Error | null, allow?: boolean) => void): void =>
      void lookUp?.(asked ?? "").then((allow) => done(null, allow), done);
    const options = {
      origin: lookUp === undefined ? (origins === "*" ? "*" : [...origins]) : origin,
      credentials: credentials ?? false,
      ...(misspelt === undefined ? {} : { [misspelt]: true }),
    };
    for (let i = 0; i < (isTwice ? 2 : 1); i++) app.use(corsOfExpress(options));
    app.all("/*path", (request: ExpressRequest, response: ExpressResponse, next: NextFunction) => {
      const send = async (answer: Response | undefined): Promise<void> => {
        if (answer === undefined) return next();
        // As an Express handler would: set, and Vary merged by what Express has for it.
        answer.headers.forEach((value, name) => (name === "vary" ? response.vary(value) : response.set(name, value)));
        response.status(answer.status).end(await answer.text());
      };
      route(request.path).then(send).catch(next);
    });
    return onExpress(app);
  },
  close() {
    for (const server of servers) server.close();
  },
};

/** A handler of middy's, as far as it is used here. */
interface MiddyHandler {
  (event: object, context: object): Promise<object>;
  use(middleware: object): MiddyHandler;
}

type Middy = (handler: (event: { readonly rawPath: string }) => Promise<object>) => MiddyHandler;

/** @param middy @middy/core @param httpCors @middy/http-cors */
export function middyPeer(middy: Middy, httpCors: (options: object) => object): Peer {
  return {
    name: "@middy/http-cors",
    speaksFetch: false,
    async open({ origins, credentials, lookUp, misspelt, isTwice, deadline }) {
      const options = {
        disableBeforePreflightResponse: false,
        ...(origins === "*" ? { origin: "*" } : { origins }),
        ...(credentials === undefined ? {} : { credentials }),
        ...(lookUp === undefined
          ? {}
          : { getOrigin: async (origin: string) => ((await lookUp(origin)) ? origin : null) }),
        methods: "GET,PUT,DELETE",
        headers: "Content-Type",
        ...(misspelt === undefined ? {} : { [misspelt]: true }),
      };
      const handler = middy(async ({ rawPath }) => {
        const answer = (await route(rawPath)) ?? new Response("", { status: 404 });
        // In the spelling that http-cors looks for.
        const headers = [...answer.headers].map(([name, value]) => [
          name.replace(/\b[a-z]/g, (a) => a.toUpperCase()),
          value,
        ]);
        return { statusCode: answer.status, headers: Object.fromEntries(headers), body: await answer.text() };
      });
      for (let i = 0; i < (isTwice ? 2 : 1); i++) handler.use(httpCors(options));
      const limit = deadline === undefined ? {} : { getRemainingTimeInMillis: () => deadline };
      return fromLambda((event: object, context: object) => handler(event, { ...context, ...limit }));
    },
  };
}
