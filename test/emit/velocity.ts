/**
 * The part of the Velocity template language that is emitted for API Gateway, and nothing else: what it does not know
 * throws. Written from the language's reference (https://velocity.apache.org/engine/1.7/vtl-reference.html) and API
 * Gateway's own (https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html).
 */

/** What a template sees and writes to: maps, and methods by name. */
export interface Scope {
  readonly [name: string]: unknown;
}

/**
 * Runs a template.
 *
 * @param scope by name, what its references begin with; what it assigns is written there
 * @returns the text that it prints
 * @throws SyntaxError where it has something in it that is not known here
 */
export function runTemplate(template: string, scope: Record<string, unknown>): string {
  const lines = template.split("\n");
  let output = "";
  /** Of each #if around the line: whether its branch runs, and whether one has run or must not. */
  const branches: { runs: boolean; done: boolean }[] = [];
  for (const line of lines) {
    const runs = branches.every((branch) => branch.runs);
    const directive = /^\s*#(set|if|else|end)\b(?:\((.*)\))?\s*$/.exec(line);
    if (directive === null) {
      if (/[#$]/.test(line)) throw new SyntaxError(`not known here: ${line}`);
      if (runs) output += `${line}\n`;
      continue;
    }
    const [, name, code = ""] = directive;
    const branch = branches.at(-1);
    if (name === "set") {
      if (runs) assign(code, scope);
    } else if (name === "if") {
      const holds = runs && isTrue(evaluate(code, scope));
      branches.push({ runs: holds, done: holds || !runs });
    } else if (branch === undefined) {
      throw new SyntaxError(`#${name} without #if`);
    } else if (name === "else") {
      branch.runs = !branch.done;
    } else branches.pop();
  }
  if (branches.length > 0) throw new SyntaxError("#if without #end");
  return output;
}

/** Everything but null and false, the empty string too: https://velocity.apache.org/engine/1.7/user-guide.html#conditionals */
function isTrue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false;
}

function assign(code: string, scope: Record<string, unknown>): void {
  const match = /^\$([\w.-]+) = (.*)$/.exec(code);
  if (match === null) throw new SyntaxError(`not known here: #set(${code})`);
  const [, path = "", expression = ""] = match;
  const value = evaluate(expression, scope);
  // Version 1 leaves the left side as it is where the right one is null.
  if (value === null || value === undefined) return;
  const names = path.split(".");
  const last = names.pop() ?? "";
  let target: Record<string, unknown> = scope;
  for (const name of names) target = target[name] as Record<string, unknown>;
  target[last] = value;
}

/** An expression: `a || b`, `!a`, `a == b`, and what these are made of. */
function evaluate(code: string, scope: Scope): unknown {
  const tokens = tokenize(code);
  let at = 0;
  const next = (): string => tokens[at++] ?? "";
  const accept = (token: string): boolean => tokens[at] === token && ++at > 0;
  const expect = (token: string): void => {
    if (!accept(token)) throw new SyntaxError(`no ${token} in ${code}`);
  };

  function either(): unknown {
    let value = equal();
    // Both sides are looked at, which shows a mistake in either.
    while (accept("||")) {
      const other = equal();
      value = isTrue(value) || isTrue(other);
    }
    return value;
  }
  function equal(): unknown {
    const value = unary();
    if (!accept("==")) return value;
    const other = unary();
    return value !== null && value !== undefined && value === other;
  }
  function unary(): unknown {
    return accept("!") ? !isTrue(unary()) : primary();
  }
  function primary(): unknown {
    const token = next();
    if (/^['"]/.test(token)) return literal(token);
    if (/^\d+$/.test(token)) return Number(token);
    if (token === "true" || token === "false") return token === "true";
    if (token !== "$") throw new SyntaxError(`not known here: ${token} in ${code}`);
    return reference();
  }
  function reference(): unknown {
    let value = scope[next()];
    while (accept(".")) {
      const name = next();
      if (!accept("(")) {
        value = (value as Scope | null | undefined)?.[name];
        continue;
      }
      const args: unknown[] = [];
      if (!accept(")")) {
        do args.push(either());
        while (accept(","));
        expect(")");
      }
      value = call(value, name, args);
    }
    return value;
  }
  const value = either();
  if (at < tokens.length) throw new SyntaxError(`too much in ${code}`);
  return value;
}

function tokenize(code: string): readonly string[] {
  const tokens = code.match(/'[^']*'|"[^"]*"|\|\||==|[!$.,()]|[\w-]+|\S/g) ?? [];
  return tokens;
}

/** Text in double quotes is searched for references, in single quotes it is not. */
function literal(token: string): string {
  if (token.startsWith('"') && /[$#]/.test(token)) throw new SyntaxError(`not known here: ${token}`);
  return token.slice(1, -1);
}

/** What Java's String and a map know, of what is called; a call on null is null. */
function call(value: unknown, name: string, args: readonly unknown[]): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" && name === "matches") return javaMatches(value, String(args[0]));
  const method = (value as Scope)[name];
  if (typeof method !== "function") throw new SyntaxError(`no method ${name}`);
  return (method as (...args: unknown[]) => unknown)(...args);
}

/** Of what Java's regular expressions have, that which means the same in JavaScript. */
const COMMON = /^(\(\?!\.\{\d+\}\))?(\\[.+[\]]|\[[a-z0-9_-]+\]|[a-z0-9:/_-]|[()+?]|\{\d+,\d+\})+$/;

/** https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/String.html#matches(java.lang.String): all of it. */
function javaMatches(value: string, regex: string): boolean {
  if (!COMMON.test(regex)) throw new SyntaxError(`not common to Java and JavaScript: ${regex}`);
  return new RegExp(`^(?:${regex})$`).test(value);
}
