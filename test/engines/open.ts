import { openChromium, type EngineOptions } from "./chromium.ts";
import { openFirefox } from "./firefox.ts";
import type { Engine, EngineName } from "./scenario.ts";
import { openWebkit } from "./webkit.ts";

export const ENGINES: readonly EngineName[] = ["chromium", "firefox", "webkit"];

const OPENERS: Readonly<Record<EngineName, (options: EngineOptions) => Promise<Engine>>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebkit,
};

/** Starts an engine with its own server. @throws Error where it does not run on this machine */
export async function openEngine(name: EngineName, options: EngineOptions = {}): Promise<Engine> {
  try {
    return await OPENERS[name](options);
  } catch (error) {
    const hint = name === "chromium" ? "npm ci brings it" : "npm run test:engines -- --install brings it";
    throw new Error(`${name} does not start; ${hint}. ${String(error)}`, { cause: error });
  }
}
