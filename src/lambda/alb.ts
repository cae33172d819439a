import { amendResult } from "./amend.ts";
import { ownFields } from "./check.ts";
import { EventFacts, type Fields } from "./fields.ts";
import { withReason } from "./reason.ts";
import type { EventSource } from "./source.ts";
import { absoluteUrl, joinQuery } from "./url.ts";

/**
 * An Application Load Balancer's event. The target group's mode decides whether it has single or several
 * values (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#multi-value-headers).
 */
export interface AlbEvent {
  readonly httpMethod: string;
  readonly path?: string | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
  /** As they stood in the URL: still encoded. */
  readonly queryStringParameters?: Fields;
  /** As they stood in the URL: still encoded. */
  readonly multiValueQueryStringParameters?: Fields;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: { readonly elb: object };
}

const urlOf = (event: AlbEvent): string =>
  absoluteUrl(
    event,
    undefined,
    event.path,
    joinQuery(event.queryStringParameters, event.multiValueQueryStringParameters),
  );

/** An Application Load Balancer. It ignores the header field that is not its mode's. */
export const alb: EventSource<AlbEvent> = {
  limit: 1024 * 1024,
  facts: (event) => new EventFacts(event, event.httpMethod, urlOf),
  result: withReason,
  amend: (event, result, decision) =>
    amendResult(
      result,
      decision,
      ownFields<AlbEvent>(event).multiValueHeaders ? "multiValueHeaders" : "headers",
      false,
      true,
    ),
};
