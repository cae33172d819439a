import { cors, CorsConfigError, type CorsConfig } from "../../../src/index.ts";
import { parseLiteral } from "../../../src/paste/parse-literal.ts";

const REQUEST = { url: "https://api.example.com/", requestMethod: "PUT", requestHeaders: "x-a,x-b" };

/** Any text as a config: a CorsConfigError whose message can be read, or a policy that answers. */
export function fuzz(text: string): void {
  const read = parseLiteral(text);
  if (!("value" in read)) return;
  let policy: ReturnType<typeof cors>;
  try {
    policy = cors(read.value as CorsConfig<"*" | readonly string[]>);
  } catch (error) {
    if (!(error instanceof CorsConfigError) || error.issues.length === 0) throw error;
    for (const { message, fix } of error.issues) if (message === "" || fix === "") throw error;
    return;
  }
  // A resolved config is a config, and the same one.
  const again = cors(policy.config);
  if (JSON.stringify(again.config) !== JSON.stringify(policy.config)) throw new Error("it resolves to another config");
  for (const origin of ["https://evil.example", "null", null]) {
    for (const method of ["GET", "OPTIONS"]) {
      const facts = { ...REQUEST, method, origin };
      const headers = JSON.stringify([...new Headers(policy.decide(facts).headers)]);
      if (headers !== JSON.stringify([...new Headers(again.decide(facts).headers)])) throw new Error(headers);
    }
  }
}
