import type { CallExpression, Expression, Node, SpreadElement } from "acorn";
import { readExpress } from "./express.ts";
import { readFastify } from "./fastify.ts";
import type { ForeignPolicy } from "./foreign.ts";
import { readHono } from "./hono.ts";
import { readMiddy } from "./middy.ts";
import { readScript, type Imported, type Script } from "./script.ts";
import { staticValue, type StaticValue } from "./static-value.ts";

type Read = (name: string, options: StaticValue | undefined) => ForeignPolicy;

/** How a library's calls are told from others, and read. */
interface JsTool {
  readonly isModule: (imported: Imported) => boolean;
  /** Its middleware is handed to a function called so, beside its options, instead of being called. */
  readonly registeredBy?: string;
  readonly read: Read;
}

const TOOLS: Readonly<Record<"express" | "hono" | "fastify" | "middy", JsTool>> = {
  express: { isModule: ({ module, name }) => module === "cors" && /^(default|\*)$/.test(name), read: readExpress },
  hono: {
    isModule: ({ module, name }) =>
      /(^|\/)hono(@[^/]*)?\/cors$|\/middleware\/cors\/index/.test(module) && name === "cors",
    read: readHono,
  },
  fastify: {
    isModule: ({ module }) => module === "@fastify/cors" || module === "fastify-cors",
    registeredBy: "register",
    read: readFastify,
  },
  middy: { isModule: ({ module }) => module === "@middy/http-cors", read: readMiddy },
};

/**
 * The policies of a JavaScript file: one for each call of the library's, else those of the options that it exports
 * or names `cors…`.
 *
 * @throws CannotRun where it cannot be parsed
 */
export function readJsTool(tool: keyof typeof TOOLS, text: string, file: string): readonly ForeignPolicy[] {
  const { isModule, registeredBy, read } = TOOLS[tool];
  const script = readScript(text, file);
  const policies: ForeignPolicy[] = [];
  for (const call of script.calls) {
    const options = optionsOf(call, script, isModule, registeredBy);
    if (options === "no call of it") continue;
    const value = options === undefined ? undefined : staticValue(options, script.scope);
    policies.push(read(`line ${call.loc?.start.line ?? 1}`, value));
  }
  if (policies.length > 0) return policies;
  return script.candidates.map((node) => read(`line ${node.loc?.start.line ?? 1}`, staticValue(node, script.scope)));
}

/** The argument with the options, undefined where there is none. */
function optionsOf(
  { callee, arguments: args }: CallExpression,
  script: Script,
  isModule: JsTool["isModule"],
  registeredBy: string | undefined,
): Expression | SpreadElement | undefined | "no call of it" {
  const isIt = (node: Node | undefined): boolean => {
    const imported = node && script.imported(node);
    return imported !== undefined && isModule(imported);
  };
  if (registeredBy === undefined) return isIt(callee) ? args[0] : "no call of it";
  const isRegister =
    callee.type === "MemberExpression" &&
    callee.property.type === "Identifier" &&
    callee.property.name === registeredBy;
  return isRegister && isIt(args[0]) ? args[1] : "no call of it";
}
