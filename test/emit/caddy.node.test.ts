import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { caddy } from "../../src/emit/caddy.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runCaddy } from "./caddy.ts";
import { serveHosted, testHosted } from "./hosted.ts";
import { corsOf, hostedPolicies, type Hosted } from "./judge.ts";

const seed = inject("seed");
/** Where expressions stand, `$` is a sign of theirs. */
const DOLLAR = { allowOrigins: ["https://app.example.com"], allowHeaders: ["X-$1", "*"], allowCredentials: true };
const policies = [...hostedPolicies(seed, 300), { config: DOLLAR, host: "dollar.test", cases: 40 }];

/** A site as people have one: the snippet is imported, the rest is theirs. */
function siteOf({ config, host }: Hosted, i: number, folder: string): string {
  const prefix = `p${i}`;
  return `
${caddy(config, { prefix }).output}
http://${host} {
	bind unix//${folder}/front
	import ${prefix}
	reverse_proxy /down unix//${folder}/nobody
	reverse_proxy /hang unix//${folder}/upstream {
		transport http {
			response_header_timeout 20ms
		}
	}
	reverse_proxy unix//${folder}/upstream
}
`;
}

const APP = "https://app.example.com";
const OWN = { allowOrigins: [APP, "https://*.example.org"], allowCredentials: true, exposeHeaders: ["X-Read"] };

/** What Caddy answers itself, and what stands in the way of headers; the hash is of "x". */
function ownSite(folder: string): string {
  return `
${caddy(OWN, { prefix: "own" }).output}
http://own.test {
	bind unix//${folder}/front
	import own
	redir /moved /200
	error /error 503
	respond /text 429
	handle /none.txt {
		file_server
	}
	reverse_proxy /down unix//${folder}/nobody
	reverse_proxy unix//${folder}/upstream
	handle_errors {
		respond sorry
	}
}
http://route.test {
	bind unix//${folder}/front
	route {
		import own
		basicauth {
			x $2a$04$7yPUn5p3o9CZdrKNvU6pCuFmPZEZ2tCDPqNTSEyLpcAWZyGUBTBwK
		}
		reverse_proxy unix//${folder}/upstream
	}
}
`;
}

const server = await startOrSkip("Caddy", () =>
  serveHosted((folder) => {
    const sites = policies.map((hosted, i) => siteOf(hosted, i, folder));
    return runCaddy(folder, [...sites, ownSite(folder)].join("\n"));
  }),
);
afterAll(() => server?.close());

testHosted("Caddy", server, policies, caddy, seed);

const READABLE = {
  "access-control-allow-origin": [APP],
  "access-control-allow-credentials": ["true"],
  "access-control-expose-headers": ["X-Read"],
  vary: ["Origin"],
};

test.skipIf(server === undefined).each([
  { what: "no credentials", url: "http://route.test/200", status: 401 },
  { what: "a redirect", url: "http://own.test/moved", status: 302 },
  { what: "an error", url: "http://own.test/error", status: 503 },
  { what: "a text", url: "http://own.test/text", status: 429 },
  { what: "no such file", url: "http://own.test/none.txt", status: 404 },
  { what: "a text in the place of 502", url: "http://own.test/down", status: 502 },
])("Caddy's own answers have the headers: $what", async ({ url, status }) => {
  const response = await server!.send({ method: "GET", url, headers: [["Origin", APP]] });
  expect([response.status, corsOf(response)]).toEqual([status, READABLE]);
});

test.skipIf(server === undefined)("a preflight request needs no credentials in a route of Caddy", async () => {
  const headers = [["Origin", APP] as const, ["Access-Control-Request-Method", "PUT"] as const];
  const { status } = await server!.send({ method: "OPTIONS", url: "http://route.test/200", headers });
  expect(status).toBe(204);
});

test.skipIf(server === undefined)("Caddy does not start with two policies of one prefix", async () => {
  const folder = await mkdtemp(join(tmpdir(), "corskit-emit-"));
  const { output } = caddy(OWN);
  await expect(runCaddy(folder, output + output)).rejects.toThrow("redeclar");
  await rm(folder, { recursive: true });
});
