import type { Code } from "../../src/cli/check/findings/codes.ts";
import type { PastedRequest } from "../../src/paste/pasted.ts";
import type { Certificate } from "../support/certificate.ts";

/** The page that the right servers let in. */
export const PAGE = "https://app.example.com";

/** Each server is a host under it. */
export const DOMAIN = "zoo.example";

/** Where a server listens on this machine. */
export type Address = { readonly port: number } | { readonly path: string };

/** A server that runs. */
export interface Stall {
  readonly address: Address;
  /** `plain` HTTP for the front to put TLS before; `tls` where it does that itself; `bare` where there is to be none. */
  readonly speaks: "plain" | "tls" | "bare";
  /** Other ports that it redirects to. */
  readonly further?: readonly number[];
  /** A certificate that is to be trusted, so that it has no fault but its own. */
  readonly trusted?: string;
  close(): Promise<void>;
}

/**
 * @param certificate the zoo's own, that everybody trusts
 * @throws Error where the machine cannot run it
 */
export type Start = (certificate: Certificate) => Promise<Stall>;

/** What a page at `PAGE` asks of it. */
export type Asked = Partial<Pick<PastedRequest, "method" | "headers" | "body" | "credentials">> & {
  /** Default `/`. */
  readonly path?: string;
};

/** A server with one known fault, or with none. */
export interface Animal {
  /** The first label of its host. */
  readonly name: string;
  readonly start: Start;
  readonly asked: Asked;
  /** The page's origin, where it is not `PAGE`. */
  readonly origin?: string;
  /** What it takes that not every machine has; the suite skips it there. */
  readonly needs?: string;
  /** The code of the finding that has to be there first; null for a server that is right. */
  readonly finding: Code | null;
  /** Errors and warnings that the same fault comes to as well. */
  readonly also?: readonly Code[];
}
