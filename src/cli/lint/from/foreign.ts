import type { Position } from "../../config/position.ts";
import type { Finding } from "../../finding.ts";

/** Something that was not read, and where it stands in the file. */
export interface Unread extends Position {
  /** `origin is a function`. */
  readonly what: string;
}

/** Where corskit does otherwise than the tool. */
export interface Difference {
  /** `safer`: fewer pages read, or fewer requests pass; `wider`: more; `other`: neither. */
  readonly effect: "safer" | "wider" | "other";
  readonly what: string;
}

/** Who may read, in a tool's terms. */
export type ForeignOrigin =
  /** Access-Control-Allow-Origin: `*`. */
  | { readonly kind: "any" }
  /** Whatever origin asks is written back. */
  | { readonly kind: "reflected" }
  /** A string that the tool compares with the Origin header. */
  | { readonly kind: "exact"; readonly value: string }
  /** Something that covers several origins, as corskit's patterns. */
  | { readonly kind: "patterns"; readonly patterns: readonly string[] }
  /** A function, a variable, an expression that is none of corskit's patterns. */
  | { readonly kind: "unread" };

/** Names of methods or headers; `requested`: whatever a preflight request asks for. */
export type ForeignNames = readonly string[] | "requested";

/** A policy as another tool has it, its defaults filled in. */
export interface ForeignPolicy {
  /** `line 12: cors()`. */
  readonly name: string;
  /** Empty where no page may read. */
  readonly origins: readonly ForeignOrigin[];
  readonly methods: ForeignNames;
  readonly headers: ForeignNames;
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  /** Seconds; null where none is sent. */
  readonly maxAge: number | null;
  /** Dangers of that tool. */
  readonly findings: readonly Finding[];
  readonly differences: readonly Difference[];
  readonly unread: readonly Unread[];
}

/** What a reader collects beside the policy itself. */
export interface Notes {
  readonly findings: Finding[];
  readonly differences: Difference[];
  readonly unread: Unread[];
}

export function emptyNotes(): Notes {
  return { findings: [], differences: [], unread: [] };
}

/** `"a, b"`, or a list, as names. */
export function splitNames(text: string): readonly string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
