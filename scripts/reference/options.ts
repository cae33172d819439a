import { CLOSED, RESOLVER_TIMEOUT } from "../../src/policy/options.ts";
import type { Declarations, Member } from "./declarations.ts";
import { code, literal, page } from "./markdown.ts";

/** What options are when they are left out, where the source has it as a value. */
const DEFAULTS: Readonly<Record<string, unknown>> = { ...CLOSED, allowOrigins: undefined, timeout: undefined };

/** Every option of a policy, of a resolver, of `wrap` and of a cache of origins. */
export function optionsPage(declarations: Declarations): string {
  const exported = new Map(declarations.exportsOf("src/index.ts").map((one) => [one.name, one]));
  const membersOf = (name: string): readonly Member[] => {
    const members = exported.get(name)?.members ?? [];
    if (members.length === 0) throw new Error(`src/index.ts exports no interface ${name}`);
    return members;
  };
  const policy = membersOf("CorsConfig");
  const origins = exported.get("AllowOrigins")?.source.replace(/^type AllowOrigins = |;$/g, "") ?? "";
  const isPolicys = (member: Member): boolean => policy.some(({ name }) => name === member.name);
  return page(
    "Every option",
    "An option that is not here, or has a value of another type, is [an error](errors.md) when the policy is made.",
    "## A policy",
    "What `cors()` takes, and every adapter in its place. Options have the names of the headers that they become.",
    ...policy.map((member) => option(member.name === "allowOrigins" ? { ...member, type: origins } : member, DEFAULTS)),
    "## A resolver",
    "`allowOrigins`, where origins are known at run time alone. [Many tenants](../tenants.md) has examples.",
    ...membersOf("OriginResolver").map((member) => {
      const doc = member.doc || (exported.get(member.type)?.doc ?? "");
      return option({ ...member, doc }, { timeout: RESOLVER_TIMEOUT });
    }),
    "## wrap",
    "The last argument of `policy.wrap` and of `withCors` on Workers. Also `onError` and `rethrow`, as above.",
    ...membersOf("WrapOptions")
      .filter((member) => !isPolicys(member))
      .map((member) => option(member, {})),
    "## cacheOrigins",
    "The last argument of `cacheOrigins`.",
    ...membersOf("CacheOptions").map((member) => option(member, {})),
  );
}

function option({ name, type, doc }: Member, defaults: Readonly<Record<string, unknown>>): string {
  const value = defaults[name];
  const lines = [`Type: ${code(type)}`, ...(value === undefined ? [] : [`Default: ${code(literal(value))}`])];
  // Docstrings say it too, in words.
  const text = value === undefined ? doc : doc.replace(/\s*Default [^.]*\.$/, "");
  return `### ${name}\n\n${lines.join("<br>\n")}\n\n${text}`;
}
