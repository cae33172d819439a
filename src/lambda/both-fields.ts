import { header, type Fields } from "./fields.ts";
import type { RequestParts } from "./source.ts";

/** What a load balancer's event and one of payload 1.0 have in common: headers once as they are and once as lists. */
interface BothFields {
  readonly httpMethod: string;
  readonly headers?: Fields;
  readonly multiValueHeaders?: Fields;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

/** Reads a header by its lower-case name. */
export function headerOf({ multiValueHeaders, headers }: BothFields, name: string): string | null {
  return header(multiValueHeaders, name) ?? header(headers, name);
}

/** The event as a request. */
export function requestParts(event: BothFields, url: string): RequestParts {
  const { httpMethod, headers, multiValueHeaders, body, isBase64Encoded } = event;
  return {
    method: httpMethod,
    url,
    headers,
    multiValueHeaders,
    body,
    base64: isBase64Encoded === true,
  };
}
