import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";

/**
 * The status of a GET as a browser sends it whose name service says that another name is this machine.
 *
 * @param host the name
 */
export async function askAs(host: string, port: number, path: string): Promise<number | undefined> {
  const sent = get({ host: "127.0.0.1", port, path, headers: { Host: `${host}:${port}` } });
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}
