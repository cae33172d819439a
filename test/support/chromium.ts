import { access, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** The package unpacks what Amazon's Linux lacks, and other slim systems too, where it takes itself to be there. */
const AMAZON_LINUX = "AWS_Lambda_nodejs24.x";

/** Never the package's own list: it turns the web's security off, and CORS with it. */
const ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** @param args further ones, for controls */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const folder = await unpack();
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    chromiumSandbox: false,
    args: [...ARGS, ...args],
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: join(folder, "fonts") },
  });
}

/**
 * Unpacks Chromium once for each version: the package itself takes what it finds for its own, also what
 * another process has only begun to unpack.
 */
async function unpack(): Promise<string> {
  const folder = join(tmpdir(), `corskit-chromium-${await version()}`);
  if (await exists(join(folder, "chromium"))) return folder;
  const { AWS_EXECUTION_ENV, TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  const staging = await mkdtemp(`${folder}-`);
  Object.assign(process.env, { AWS_EXECUTION_ENV: AMAZON_LINUX, TMPDIR: staging });
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    packed.setGraphicsMode = false;
    await packed.executablePath();
    await writeFile(join(staging, "fonts", "fonts.conf"), fontConfig(folder));
  } finally {
    restore({ AWS_EXECUTION_ENV, TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH });
  }
  try {
    await rename(staging, folder);
  } catch {
    // Somebody else was faster.
    await rm(staging, { recursive: true });
  }
  return folder;
}

/** The package's own looks in fixed places only, and without any font Chromium dies of a `<select>`. */
function fontConfig(folder: string): string {
  return `<?xml version="1.0"?>
<fontconfig>
  <dir>${join(folder, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

function restore(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

async function version(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const manifest: unknown = JSON.parse(await readFile(join(dirname(entry), "..", "package.json"), "utf8"));
  return (manifest as { version: string }).version;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
