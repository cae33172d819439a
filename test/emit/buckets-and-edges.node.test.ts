import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { openPage, type Outcome } from "../../src/browser/index.ts";
import { toHandler } from "../../src/browser/transport.ts";
import { cloudFront } from "../../src/emit/cloudfront.ts";
import { functionUrl } from "../../src/emit/function-url.ts";
import { EmitError, type Emission } from "../../src/emit/index.ts";
import { r2 } from "../../src/emit/r2.ts";
import { s3 } from "../../src/emit/s3.ts";
import { cors, type FetchHandler } from "../../src/index.ts";
import { PATTERNS } from "../support/policies.ts";
import { cloudFrontService } from "./cloudfront-service.ts";
import { compare, configs, fault, visits, type ListedConfig, type Visit } from "./differential.ts";
import { functionUrlService } from "./function-url-service.ts";
import { r2Service } from "./r2-service.ts";
import { s3Rules, s3Service } from "./s3-service.ts";
import { indented, validateTemplate } from "./validate-template.ts";
import { withoutLost } from "./without-lost.ts";

const READ = { "X-Read": "1", "X-Hidden": "1", ETag: '"1"', "Retry-After": "1" };
const NAMES = ["x-read", "x-hidden", "etag", "retry-after", "content-type"];

/** An API or a bucket that says nothing of CORS, of various statuses. */
const upstreams: fc.Arbitrary<FetchHandler> = fc
  .constantFrom(200, 201, 304, 401, 404, 429, 503)
  .map((status) => () => new Response(status === 304 ? null : "body", { status, headers: READ }));

/** What is not known of a service, all of it drawn: no service leaves more open than these. */
const unknowns = fc.record({
  repeats: fc.boolean(),
  comparesMethod: fc.boolean(),
  reflects: fc.boolean(),
});
type Unknown = typeof unknowns extends fc.Arbitrary<infer T> ? T : never;

interface Service {
  readonly emit: (config: ListedConfig) => Emission;
  readonly url: string;
  /** The service as the output sets it up, with its documented checks of it. */
  readonly serve: (emission: Emission, upstream: FetchHandler, unknown: Unknown, config: ListedConfig) => FetchHandler;
  /** What it lists for `*`. */
  readonly methods: readonly string[];
  /** The output in a whole template. */
  readonly template?: (output: string) => string;
  /** How many policies are tried, so that it takes 300 of them. */
  readonly runs: number;
}

/** The handler behind, with the policy in it as `owner` says. */
const behind = (config: ListedConfig, upstream: FetchHandler): FetchHandler =>
  cors({ ...config, owner: "gateway" }).wrap(upstream);

const BUCKET = ["GET", "HEAD", "PUT", "POST", "DELETE"];

const SERVICES: Readonly<Record<string, Service>> = {
  "a function URL": {
    emit: functionUrl,
    url: "https://abcdefghijklmnop.lambda-url.eu-west-1.on.aws/rides",
    serve: ({ output }, upstream, unknown, config) => functionUrlService(output, behind(config, upstream), unknown),
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    template: (output) => `Resources:
  Url:
    Type: AWS::Lambda::Url
    Properties:
      AuthType: NONE
      TargetFunctionArn: !Ref AWS::StackName
${indented(output, 6)}`,
    runs: 420,
  },
  CloudFront: {
    emit: cloudFront,
    url: "https://d111111abcdef8.cloudfront.net/rides",
    serve: ({ output }, upstream, unknown, config) => cloudFrontService(output, behind(config, upstream), unknown),
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    template: (output) => `Resources:\n${indented(output, 2)}`,
    runs: 420,
  },
  "an S3 bucket": {
    emit: s3,
    url: "https://rides.s3.eu-west-1.amazonaws.com/1.json",
    serve: ({ output }, upstream) => s3Service(s3Rules(output), upstream),
    methods: BUCKET,
    template: (output) => `Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
${indented(output, 6)}`,
    runs: 660,
  },
  "an R2 bucket": {
    emit: r2,
    url: "https://rides.example.org/1.json",
    serve: ({ output }, upstream, unknown) => r2Service(output, upstream, unknown),
    methods: BUCKET,
    runs: 420,
  },
};

/** Whether what is lost is a member of one of the policy's lists, which can be taken out of it. */
const isOfList = ({ path }: Emission["lost"][number]): boolean => path.endsWith("]");

/** What is lost without the policy saying it in a list: no page of its own notices. */
const UNNOTICED = ["enforce", "errors", "preflight", "vary"];

test.each(Object.entries(SERVICES))(
  "at %s pages read what the policy lets them read, and never more",
  async (_, { emit, url, serve, methods, template, runs }) => {
    let [emitted, read, kept] = [0, 0, 0];
    const cases = fc.record({
      config: fc.oneof(configs, configs.map(withCredentials)),
      unknown: unknowns,
      upstream: upstreams,
      asked: fc.array(fc.tuple(visits, fc.nat()), { minLength: 2, maxLength: 2 }),
    });
    const property = fc.asyncProperty(cases, async ({ config, unknown, upstream, asked }) => {
      const emission = orRefused(() => emit(config));
      if (emission === undefined) return;
      emitted++;
      // Some dozens show all forms, and each takes as long as a visit.
      if (template !== undefined && emitted <= 40) expect(validateTemplate(template(emission.output))).toEqual([]);
      const target = toHandler(serve(emission, upstream, unknown, config));
      const isWhole = !emission.lost.some(isOfList);
      const left = withoutLost(config, emission, methods);
      const isKept =
        left.allowOrigins.length > 0 &&
        emission.lost.every((issue) => isOfList(issue) || UNNOTICED.includes(issue.code));
      for (const [any, pick] of asked) {
        const visit = aimed(any, config, pick);
        const seen = await compare({ config, emission, target, url, upstream }, visit, NAMES);
        expect(fault({ ...emission, exact: isKept && isWhole }, seen)).toBeUndefined();
        if (seen.seen !== null && seen.seen !== "opaque") read++;
        if (!isKept) continue;
        kept++;
        if (isWhole) continue;
        const rest = await compare({ config: left, emission, target, url, upstream }, visit, NAMES);
        expect(fault({ ...emission, exact: true }, rest)).toBeUndefined();
      }
    });
    await fc.assert(property, { numRuns: runs, seed: inject("seed") });
    expect(emitted).toBeGreaterThanOrEqual(300);
    expect(emitted).toBeLessThan(runs);
    expect(read).toBeGreaterThan(30);
    expect(kept).toBeGreaterThan(150);
  },
);

/** Without them, S3 takes no list of origins. */
function withCredentials(config: ListedConfig): ListedConfig {
  const { allowOrigins, exposeHeaders = [] } = config;
  const cannot = allowOrigins === "*" || allowOrigins.includes("null");
  return cannot
    ? config
    : { ...config, allowCredentials: true, exposeHeaders: exposeHeaders.filter((name) => name !== "*") };
}

/** Hosts that browsers know and patterns do not: Chromium sends such origins. */
const ODD = ["https://a!b.example.com", "https://.example.com", "https://a!b--app.netlify.app"];

/** Half of the visits are of a page that a pattern of the policy is for: by chance alone few are. */
function aimed(visit: Visit, { allowOrigins }: ListedConfig, pick: number): Visit {
  if (pick % 4 === 0 || allowOrigins === "*") return visit;
  const pages = pick % 4 === 1 ? ODD : allowOrigins.flatMap((pattern) => PATTERNS[pattern] ?? [pattern]);
  return { ...visit, page: pages[(pick >> 2) % pages.length] ?? visit.page };
}

function orRefused(emit: () => Emission): Emission | undefined {
  try {
    return emit();
  } catch (error) {
    if (error instanceof EmitError) return undefined;
    throw error;
  }
}

const CONFIG: ListedConfig = {
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["PUT"],
  allowCredentials: true,
};
const PAGE = "https://app.example.com";
const upstream: FetchHandler = ({ method }) => new Response("ok", { status: method === "OPTIONS" ? 405 : 200 });
const known: Unknown = { repeats: false, comparesMethod: true, reflects: false };

test("at a function URL a handler that sets the headers as well is read by nobody, as its owner is told", async () => {
  const url = "https://abcdefghijklmnop.lambda-url.eu-west-1.on.aws/";
  const { output } = functionUrl(CONFIG);
  const fetch = (handler: FetchHandler): Promise<Outcome> =>
    openPage({ origin: PAGE, server: functionUrlService(output, handler, known) }).fetch(url);
  expect((await fetch(cors(CONFIG).wrap(upstream))).failure?.code).toBe("MultipleAllowOriginValues");
  expect((await fetch(behind(CONFIG, upstream))).verdict).toBe("readable");
});

test("behind CloudFront something has to answer OPTIONS", async () => {
  const url = "https://d111111abcdef8.cloudfront.net/";
  const { output } = cloudFront(CONFIG);
  const put = (handler: FetchHandler): Promise<Outcome> =>
    openPage({ origin: PAGE, server: cloudFrontService(output, handler, known) }).fetch(url, { method: "PUT" });
  expect((await put(upstream)).failure?.code).toBe("PreflightInvalidStatus");
  expect((await put(behind(CONFIG, upstream))).verdict).toBe("readable");
});
