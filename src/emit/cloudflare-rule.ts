import type { HeaderRecord } from "../policy/headers.ts";
import { onlyOrigin } from "../policy/policy.ts";
import { anyLost } from "./common-issues.ts";
import { toJson } from "./documents.ts";
import { EmitError, type Emission, type EmitIssue, type EmitOptions } from "./emission.ts";
import { toHcl } from "./hcl.ts";
import { headerValues, optionOf } from "./header-values.ts";
import { provenance } from "./provenance.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { constantRules, dynamicRules, type Rule } from "./response-rules.ts";
import { sift, type Fault, type Sifted } from "./sift.ts";

const NAME = "Cloudflare";
const RULES = "https://developers.cloudflare.com/rules/transform/response-header-modification/";
const FORMAT = `${RULES}reference/header-format/`;
const OPERATORS = "https://developers.cloudflare.com/ruleset-engine/rules-language/operators/";
const PLANS = "https://developers.cloudflare.com/rules/transform/#availability";

/** Of a header's value, in characters. */
const MAX_VALUE = 4096;

/** Active Transform Rules of a zone, those of other phases among them. */
const MAX_RULES = [
  ["Free", 10],
  ["Pro", 25],
  ["Business", 50],
  ["Enterprise", 300],
] as const;

const HANDLER = 'let the handler answer (corskit, owner: "kit", the default), and emit no rules';

const OWNER =
  "The rules own the headers of every response, Cloudflare's own error pages included: what stands behind is replaced or " +
  "removed. The handler behind them answers preflight requests, enforces, and guards WebSockets: give it the same " +
  'policy with owner: "gateway". On workers.dev there are no rules.';

export interface CloudflareRuleOptions extends EmitOptions {
  /** For Terraform's provider, version 5, or for a PUT to the Rulesets API, as JSON without comments. Default `"terraform"`. */
  readonly format?: "terraform" | "api" | undefined;
  /** The host that the rules are for. Default: every host of the zone, so that pages may read all of them. */
  readonly host?: string | undefined;
}

/**
 * Response Header Transform Rules, for the phase `http_response_headers_transform` of a zone.
 *
 * @throws EmitError where no origin is left, past a limit of the Enterprise plan, for an option that is none, for a
 *   policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function cloudflareRule(input: EmitInput, options: CloudflareRuleOptions = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { format = "terraform", host } = options;
  const one = onlyOrigin(policy.allowOrigins);
  const { kept, lost } = one === undefined ? siftOrigins(policy) : { kept: [], lost: [] };
  const values = headerValues(policy, one ?? "");
  const refused = [
    ...wrongOptions(options),
    ...longValues({ ...values.actual, ...values.preflight }),
    ...(one === undefined && kept.length === 0 ? lost : []),
  ];
  if (refused.length > 0) throw new EmitError(NAME, refused);

  const rules = one === undefined ? dynamicRules(policy, kept, host) : constantRules(values, host);
  const plan = MAX_RULES.find(([, most]) => rules.length <= most);
  if (plan === undefined) throw new EmitError(NAME, [tooManyRules(rules.length, "any plan has")]);
  const needed = plan[0] === "Free" ? [] : [tooManyRules(rules.length, `the Free plan has: they need ${plan[0]}`)];
  return {
    output: format === "api" ? toApi(rules, options) : toTerraform(rules, options),
    exact: false,
    lost: [...lost, PREFLIGHT, ...anyLost(policy, HANDLER), ...needed],
    owner: OWNER,
  };
}

/** The body of PUT /zones/{zone_id}/rulesets/phases/http_response_headers_transform/entrypoint. */
function toApi(rules: readonly Rule[], options: EmitOptions): string {
  return toJson({ description: provenance("cloudflare-rule", options).join(" "), rules });
}

function toTerraform(rules: readonly Rule[], options: CloudflareRuleOptions): string {
  const comment = [
    ...provenance("cloudflare-rule", options),
    "",
    "Response Header Transform Rules. A zone has one ruleset of this phase, and this resource is all of it: other rules",
    "of the phase belong in its list, and rules that exist already are to be imported first.",
    ...(options.host === undefined ? ["They hold for every host of the zone: the option host names one."] : []),
    "They answer no preflight requests: what stands behind has to answer OPTIONS with 204.",
    "Unverified on Cloudflare.",
  ];
  const head = comment.map((line) => `# ${line}`.trimEnd()).join("\n");
  const body = toHcl({ name: "CORS", kind: "zone", phase: "http_response_headers_transform", rules });
  return `${head}\n\nresource "cloudflare_ruleset" "cors" {\n  zone_id = var.cloudflare_zone_id\n\n${body.slice(2)}\n`;
}

function siftOrigins({ allowOrigins }: ListedPolicy): Sifted {
  const fault = (pattern: string): Fault | undefined =>
    pattern.includes("://*") && pattern.slice(0, pattern.indexOf(":")).includes("+")
      ? {
          code: "origins",
          message: `${pattern} is left out`,
          cause:
            "without regular expressions, which need a Business plan, a + in the scheme would be one in the host too " +
            `(${OPERATORS})`,
          fix: `list the origins one by one; or ${HANDLER}`,
        }
      : undefined;
  return sift("allowOrigins", allowOrigins === "*" ? [] : allowOrigins, fault);
}

const PREFLIGHT: EmitIssue = {
  code: "preflight",
  path: "",
  message: "preflight requests fail unless what stands behind answers OPTIONS with a status from 200 to 299",
  cause: `a rule changes the headers of an answer, never its status: ${RULES}`,
  fix: 'let the handler answer them: corskit there, with the same policy and owner: "gateway"',
};

function wrongOptions({ format, host }: CloudflareRuleOptions): EmitIssue[] {
  const option = (path: string, message: string, cause: string, fix: string): EmitIssue[] => [
    { code: "option", path, message, cause, fix },
  ];
  return [
    ...(format === undefined || format === "terraform" || format === "api"
      ? []
      : option(
          "options.format",
          `there is no format ${JSON.stringify(format)}`,
          `rules are written for Terraform and for the Rulesets API (${RULES})`,
          'format: "terraform"',
        )),
    ...(host === undefined || /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(host)
      ? []
      : option(
          "options.host",
          `${JSON.stringify(host)} is not a host name`,
          "http.host is compared byte by byte: https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.host/",
          'host: "api.example.com", in lower case, without scheme and port',
        )),
  ];
}

function longValues(headers: HeaderRecord): EmitIssue[] {
  const long = Object.entries(headers).filter(([, value]) => value.length > MAX_VALUE);
  return long.map(([name, value]) => ({
    code: "limit",
    path: optionOf(name),
    message: `${name} would have ${value.length} characters`,
    cause: `a header's value has at most ${MAX_VALUE} characters: ${FORMAT}`,
    fix: `list fewer; or ${HANDLER}`,
  }));
}

function tooManyRules(count: number, than: string): EmitIssue {
  return {
    code: "limit",
    path: "allowOrigins",
    message: `they are ${count} rules, more than ${than}`,
    cause: `a zone has at most ${MAX_RULES.map(([plan, most]) => `${most} (${plan})`).join(", ")} Transform Rules: ${PLANS}`,
    fix: `use patterns, as https://*.example.com, in the place of many origins; or ${HANDLER}`,
  };
}
