import type { AllowOrigins, PolicyConfig, Resolved } from "../policy/config.ts";
import type { Decision, RequestFacts } from "../policy/decision.ts";
import { kindOf, type CompiledPolicy } from "../policy/policy.ts";
import { after } from "./after.ts";
import { answer } from "./answer.ts";
import { applyHeaders } from "./apply.ts";
import { grantTo, readFacts } from "./facts.ts";
import type { FetchHandler } from "./handler.ts";
import type { ErrorOptions } from "./recover.ts";
import { wrapHandler, type WrapOptions } from "./wrap.ts";

/** A policy, and what becomes of the errors of the handlers behind it. */
export interface CorsConfig<Origins extends AllowOrigins = AllowOrigins> extends PolicyConfig<Origins>, ErrorOptions {}

/** A config with its defaults filled in and its duplicates folded, deeply frozen. */
export type ResolvedConfig<Origins extends AllowOrigins = AllowOrigins> = Resolved<CorsConfig<Origins>>;

interface Wraps {
  /**
   * Puts the policy in front of a handler: preflight requests never reach it, and whatever it returns
   * or throws becomes a response with the policy's headers. Further arguments are passed on.
   *
   * @returns a handler that never throws and never rejects, unless with `rethrow`
   */
  wrap<R extends Request = Request, Rest extends unknown[] = []>(
    handler: FetchHandler<R, Rest>,
    options?: WrapOptions,
  ): FetchHandler<R, Rest>;
  /**
   * What becomes of the errors of a request, as of now: for adapters that have no Request.
   * @internal
   */
  errorsFor(facts: RequestFacts): ErrorOptions;
  /**
   * Whether it decides by promises, or may come to: for policies that are made of others.
   * @internal
   */
  readonly isAsync: boolean;
}

/** What a policy does with requests and responses. */
export interface Server extends Wraps {
  /** The decision for a request's strings. Never throws, whatever they are. */
  decide(facts: RequestFacts): Decision;
  /** The answer to a preflight request (https://fetch.spec.whatwg.org/#cors-preflight-request); undefined for any other. */
  preflight(request: Request): Response | undefined;
  /**
   * The response with the policy's headers on it: the same one, or a copy where it is immutable. Where
   * the server refuses a denied origin itself (`enforce`, WebSocket handshakes), a 403 in its place.
   *
   * @throws TypeError where an immutable response's body is used already
   */
  apply(request: Request, response: Response): Response;
}

/** The same where origins have to be looked up. */
export interface AsyncServer extends Wraps {
  decide(facts: RequestFacts): Promise<Decision>;
  preflight(request: Request): Promise<Response | undefined>;
  apply(request: Request, response: Response): Promise<Response>;
}

/** Either of them: what an adapter takes. */
export type AnyServer = Server | AsyncServer;

/** What an adapter decides events by that are no Requests. */
export interface Decider {
  decide(facts: RequestFacts): Decision | Promise<Decision>;
  /** @internal */
  errorsFor(facts: RequestFacts): ErrorOptions;
}

/** What an adapter wraps handlers by. */
export type Wrapper = Pick<AnyServer, "wrap">;

export function serve(policy: CompiledPolicy, errors: ErrorOptions): AnyServer {
  const server = {
    isAsync: policy.isAsync,
    decide: policy.decide,
    errorsFor: () => errors,
    wrap(handler: FetchHandler<Request, unknown[]>, options?: WrapOptions) {
      return wrapHandler(policy, handler, Object.assign(Object.create(null), errors, options));
    },
    preflight(request: Request) {
      const facts = readFacts(policy, request);
      if (kindOf(facts) === "preflight") return after(policy.decide(facts), answer);
      return policy.isAsync ? Promise.resolve() : undefined;
    },
    apply(request: Request, response: Response) {
      const granted = grantTo(policy, request);
      if (granted) return applyHeaders(granted, response);
      return after(policy.decide(readFacts(policy, request)), (decision) =>
        decision.status === 403 && decision.kind !== "preflight"
          ? answer(decision)
          : applyHeaders(decision.headers, response),
      );
    },
  };
  return server as unknown as AnyServer;
}
