import type { NetworkRequest, NetworkResponse } from "../../src/browser/index.ts";
import type { Evidence, WireError } from "../../src/cli/check/evidence.ts";
import { gather } from "../../src/cli/check/gather.ts";
import type { PastedRequest } from "../../src/paste/pasted.ts";
import { plainRequest } from "../../src/paste/plain-request.ts";

/** What answers, in memory: a Fetch handler, raw lines, or nothing and why. */
export type TestServer = (request: Request) => Answer | Promise<Answer>;
type Answer = Response | RawAnswer | WireError;

/** For what a Response cannot hold: lines that are doubled, odd statuses. */
export interface RawAnswer extends Pick<NetworkResponse, "status" | "headers"> {
  readonly body?: string;
}

/** What is asked of it. */
export type Asked = Partial<Pick<PastedRequest, "url" | "method" | "headers" | "body" | "credentials">> & {
  readonly origins?: readonly string[];
  readonly passive?: boolean;
  readonly remoteAddress?: string;
};

export const URL_OF_API = "https://api.example.net/users";
export const PAGE = "https://app.example.com";

/** Asks a server in memory all that `corskit check` asks one on the network, by the same code. */
export async function evidenceOf(server: TestServer, asked: Asked = {}): Promise<Evidence> {
  const { origins = [PAGE], passive = false, remoteAddress = "203.0.113.7", ...given } = asked;
  const request: PastedRequest = { ...plainRequest(URL_OF_API), ...given };
  const curlOf = ({ method, url }: NetworkRequest): string => `curl -X ${method} ${url}`;
  const send = async (sent: NetworkRequest): Promise<Awaited<ReturnType<Parameters<typeof gather>[1]["send"]>>> => {
    const rest = { request: sent, httpVersion: "1.1", remoteAddress, milliseconds: 1, curl: curlOf(sent) } as const;
    const answer = await server(toRequest(sent));
    if ("kind" in answer) return { ...rest, response: null, error: answer };
    return { ...rest, response: await raw(answer), error: null };
  };
  return gather({ request, origins }, { send, close() {} }, passive, curlOf);
}

function toRequest({ method, url, headers, body }: NetworkRequest): Request {
  return new Request(url, { method, headers: headers as [string, string][], body });
}

async function raw(answer: Response | RawAnswer): Promise<NetworkResponse & { body: string }> {
  // Not by its class: what runs beside it in a worker may have put another in its place.
  if (!("text" in answer)) return { statusText: "", body: "", ...answer };
  const { status, statusText, headers } = answer;
  return { status, statusText, headers: [...headers], body: await answer.text() };
}
