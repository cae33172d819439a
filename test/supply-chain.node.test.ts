import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

// What could make a release that nobody reviewed.

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const read = (file: string): Promise<string> => readFile(ROOT + file, "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly uses?: string;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

// And of the projects that are made of the templates.
const files = globSync([".github/workflows/*.yml", "templates/**/_github/workflows/*.yml"], { cwd: ROOT });
const workflows = await Promise.all(
  files.map(async (file) => ({ file, text: await read(file), workflow: parse(await read(file)) as Workflow })),
);
const release = workflows.find(({ file }) => file.endsWith("release.yml"))?.workflow ?? expect.fail("no release.yml");
const stepsOf = (job: Job | undefined): readonly Step[] => job?.steps ?? [];
const runsOf = (job: Job | undefined): string =>
  stepsOf(job)
    .flatMap(({ run }) => run ?? [])
    .join("\n");

describe.each(workflows)("$file", ({ file, text, workflow }) => {
  const steps = Object.values(workflow.jobs).flatMap(stepsOf);

  test("runs actions by their commits, which cannot be moved, and says which versions they are", () => {
    const used = [...text.matchAll(/\buses: (.*)/g)].map(([, action = ""]) => action);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^(\.\/|[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/);
  });

  test("leaves no token behind, and keeps nothing for another run", () => {
    for (const { uses = "", with: given } of steps) {
      if (uses.startsWith("actions/checkout@")) expect(given).toMatchObject({ "persist-credentials": false });
      if (uses.startsWith("actions/setup-node@") && file.startsWith(".github"))
        expect(given).toMatchObject({ "package-manager-cache": false });
    }
    expect(text).not.toMatch(/actions\/cache|secrets\./);
  });

  test("puts nothing that others write into a shell, and runs none of theirs with rights", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(Object.keys(workflow.on)).not.toContain("workflow_run");
    for (const right of Object.values(workflow.permissions)) expect(right).toBe("read");
  });
});

describe("a release", () => {
  const { jobs } = release;
  const withRight = (right: string): readonly string[] =>
    Object.keys(jobs).filter((name) => jobs[name]?.permissions?.[right] === "write");

  test("comes from main alone", () => {
    expect(release.on).toEqual({ push: { branches: ["main"] } });
    expect(release.permissions).toEqual({});
  });

  test("has its provenance, and runs none of the dependencies where npm is published to", () => {
    const published = Object.keys(jobs).filter((name) => runsOf(jobs[name]).includes("npm publish"));
    expect(published).toEqual(["npm"]);
    const run = runsOf(jobs["npm"]);
    expect(run.match(/^npm publish/gm)).toHaveLength(2);
    for (const line of run.split("\n")) {
      expect(line).toMatch(/^npm publish \.\/packed\/[\w-]+-\*\.tgz --provenance --access public$/);
    }
    expect(jobs["npm"]).toMatchObject({ environment: "release", permissions: { "id-token": "write" } });
  });

  test("is no job's with more rights than it needs, and no install script's", () => {
    expect(withRight("id-token")).toEqual(["npm", "jsr"]);
    expect(withRight("contents")).toEqual(["version", "github"]);
    // Without the environment, npm does not take the one for the other.
    expect(jobs["jsr"]).not.toHaveProperty("environment");
    for (const job of Object.values(jobs)) {
      for (const [command] of runsOf(job).matchAll(/\bnpm (ci|install)\b.*/g)) {
        expect(command).toMatch(/^npm ci --ignore-scripts( |$)/);
      }
      expect(runsOf(job)).not.toMatch(/\bnpx\b/);
    }
  });
});

describe("tools", () => {
  const manifests = globSync(["package.json", "*/package.json", "*/*/package.json"], {
    cwd: ROOT,
    exclude: (path) => /node_modules|^(examples|templates|create-corskit)/.test(path),
  });

  test.each(manifests)("%s names one version of each", async (file) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(await read(file)) as {
      readonly dependencies?: Readonly<Record<string, string>>;
      readonly devDependencies?: Readonly<Record<string, string>>;
    };
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+[\w.-]*$/);
    }
  });

  const locks = globSync("**/package-lock.json", { cwd: ROOT, exclude: ["**/node_modules"] });

  test.each(locks)("%s takes them from npm's registry, and by their hashes", async (file) => {
    const { packages } = JSON.parse(await read(file)) as { readonly packages: Readonly<Record<string, Locked>> };
    const locked = Object.entries(packages).filter(([path]) => path !== "");
    expect(locked.length).toBeGreaterThan(0);
    for (const [path, { resolved = "", integrity, optional, os, cpu }] of locked) {
      // Without one npm asks the registry that it is told to use.
      expect(resolved, path).toMatch(/^(https:\/\/registry\.npmjs\.org\/.*)?$/);
      // Those of other platforms are never installed here, and npm may have added them without having seen them.
      const isLeftOut = optional === true && !(isFor(os, process.platform) && isFor(cpu, process.arch));
      if (integrity !== undefined || !isLeftOut) {
        expect(integrity, path).toMatch(/^sha512-[\w+/]{86}==$/);
      }
    }
  });
});

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

function isFor(names: readonly string[] | undefined, own: string): boolean {
  return names === undefined || names.includes(own);
}
