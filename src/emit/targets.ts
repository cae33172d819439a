/** What a policy can be written for, as the command line and the simulator offer it. */
export interface Target {
  readonly name: TargetName;
  /** One line. */
  readonly summary: string;
  /** What the emitter takes beside what all of them take, as the command line writes it. */
  readonly options: readonly TargetOption[];
}

export interface TargetOption {
  /** Its name is that of the emitter's option: `--format <format>` is `format`. */
  readonly flags: string;
  readonly description: string;
  /** Where only these are taken; the first is the default. */
  readonly choices?: readonly string[];
}

export type TargetName =
  | "http-api"
  | "rest-api"
  | "function-url"
  | "cloudfront"
  | "s3"
  | "cloudflare-rule"
  | "headers-file"
  | "r2"
  | "nginx"
  | "caddy"
  | "envoy"
  | "traefik"
  | "api-management"
  | "vercel"
  | "netlify";

const CLOUDFORMATION: TargetOption = {
  flags: "--format <format>",
  description: "how CloudFormation is written",
  choices: ["yaml", "json"],
};

const PREFIX: TargetOption = {
  flags: "--prefix <name>",
  description: "what names begin with, where one server has several policies; by default corskit",
};

export const TARGETS: readonly Target[] = [
  {
    name: "http-api",
    summary: "API Gateway HTTP API: CorsConfiguration (CloudFormation, SAM)",
    options: [
      CLOUDFORMATION,
      {
        flags: "--part <part>",
        description: "the API's property, or the open routes for OPTIONS that it needs beside an authorizer",
        choices: ["cors", "route"],
      },
      { flags: "--api <id>", description: "for the routes: the logical id of the API; by default HttpApi" },
      { flags: "--integration <id>", description: "for the routes: that of the integration; by default Integration" },
    ],
  },
  {
    name: "rest-api",
    summary: "API Gateway REST API: OPTIONS methods and gateway responses",
    options: [
      CLOUDFORMATION,
      {
        flags: "--template <kind>",
        description: "for which kind of template",
        choices: ["cloudformation", "sam"],
      },
      { flags: "--api <id>", description: "the logical id of the API; by default RestApi" },
      {
        flags: "--resources <ids...>",
        description: "where pages send preflight requests: logical ids, / for the root; by default / ProxyResource",
      },
      {
        flags: "--dangerously-reflect-origin-on-errors",
        description: "let any origin read the gateway's own errors, where the policy allows several",
      },
    ],
  },
  {
    name: "function-url",
    summary: "Lambda Function URL: Cors (CloudFormation, SAM)",
    options: [CLOUDFORMATION],
  },
  { name: "cloudfront", summary: "CloudFront: a response headers policy (CloudFormation)", options: [CLOUDFORMATION] },
  {
    name: "s3",
    summary: "S3: a bucket's CORS rules",
    options: [
      {
        flags: "--format <format>",
        description: "CloudFormation, or the JSON of aws s3api put-bucket-cors",
        choices: ["yaml", "json"],
      },
    ],
  },
  {
    name: "cloudflare-rule",
    summary: "Cloudflare: response header transform rules",
    options: [
      {
        flags: "--format <format>",
        description: "Terraform, or the JSON of Cloudflare's API",
        choices: ["terraform", "api"],
      },
      { flags: "--host <name>", description: "the host that they are for; by default every host of the zone" },
    ],
  },
  { name: "headers-file", summary: "Cloudflare's static assets: _headers", options: [] },
  { name: "r2", summary: "R2: a bucket's CORS rules, for wrangler r2 bucket cors set", options: [] },
  {
    name: "nginx",
    summary: "nginx: maps, and the lines that answer by them",
    options: [
      {
        flags: "--part <part>",
        description: "one part, for a file of its own: what stands in http, or in server",
        choices: ["both", "http", "server"],
      },
      PREFIX,
    ],
  },
  { name: "caddy", summary: "Caddy: a snippet of a Caddyfile", options: [PREFIX] },
  { name: "envoy", summary: "Envoy: the policy of its CORS filter", options: [] },
  { name: "traefik", summary: "Traefik: a headers middleware", options: [] },
  { name: "api-management", summary: "Azure API Management: a cors policy", options: [] },
  { name: "vercel", summary: "Vercel: headers of vercel.json", options: [] },
  { name: "netlify", summary: "Netlify: _headers", options: [] },
];
