import type { Gateway } from "../../src/cli/init/templates.ts";

/** How a project runs on this machine: by `wrangler dev`, or a module's `handler` under AWS's runtime client. */
export type Host =
  | { readonly kind: "worker" }
  | { readonly kind: "lambda"; readonly entry: string; readonly owner: Owner | undefined };

/** A gateway that answers preflights and sets the headers in the function's place. A REST API leaves a function's alone. */
export type Owner = Exclude<Gateway, "rest-api">;

/** A project to try. */
export interface Variant {
  readonly name: string;
  /** A folder beside this, with a project that `corskit init --here` is run in. */
  readonly existing?: string;
  /** What `corskit init` is called with, further to the folder and the origins. */
  readonly flags: readonly string[];
  readonly credentials: boolean;
  readonly hosts: readonly Host[];
  /** Where a developer's bug goes, and behind which of its lines. */
  readonly bug: { readonly file: string; readonly behind: string; readonly lines: string };
}

const FETCH_BUG = {
  file: "src/app.ts",
  behind: "const { pathname } = new URL(request.url);",
  lines: 'if (pathname === "/crash") throw new Error("a bug");',
};
const FETCH_BUG_IN_INDEX = { ...FETCH_BUG, file: "src/index.ts" };
const HONO_BUG = {
  file: "src/app.ts",
  behind: "app.use(cors(policy));",
  lines: 'app.get("/crash", () => {\n    throw new Error("a bug");\n  });',
};

const GATEWAYS: readonly Gateway[] = ["function-url", "http-api", "rest-api"];

export const VARIANTS: readonly Variant[] = [
  {
    name: "worker",
    flags: ["--template", "worker"],
    credentials: false,
    hosts: [{ kind: "worker" }],
    bug: FETCH_BUG,
  },
  {
    name: "worker, credentials",
    flags: ["--template", "worker", "--credentials"],
    credentials: true,
    hosts: [{ kind: "worker" }],
    bug: FETCH_BUG,
  },
  {
    name: "hono",
    flags: ["--template", "hono"],
    credentials: false,
    hosts: [{ kind: "worker" }, { kind: "lambda", entry: "src/entry.lambda.ts", owner: undefined }],
    bug: HONO_BUG,
  },
  {
    name: "existing worker",
    existing: "existing",
    flags: ["--here", "--yes"],
    credentials: false,
    hosts: [{ kind: "worker" }],
    bug: FETCH_BUG_IN_INDEX,
  },
  ...(["sam", "cdk"] as const).flatMap((infra) =>
    GATEWAYS.map((gateway): Variant => ({
      name: `lambda, ${infra}, ${gateway}`,
      flags: ["--template", "lambda", "--infra", infra, "--gateway", gateway],
      credentials: false,
      hosts: [{ kind: "lambda", entry: "src/index.ts", owner: gateway === "rest-api" ? undefined : gateway }],
      bug: FETCH_BUG,
    })),
  ),
];
