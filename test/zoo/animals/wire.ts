import { createServer as createPlain, type RequestListener } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer } from "node:https";
import { gzipSync } from "node:zlib";
import { PAGE, type Animal } from "../animal.ts";
import { bytes, isPreflight, listen, portOf, redirecting, type Speaker } from "../start.ts";

const ALLOW = `Access-Control-Allow-Origin: ${PAGE}`;
const BODY = "\r\n\r\n{}";
const EVERYWHERE = `${ALLOW}\r\nContent-Type: application/json\r\nContent-Length: 2`;

/** Answers by the path: 404 but for `/`. */
function status(head: string): string {
  return / \/ /.test(head.slice(0, head.indexOf("\r\n"))) ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found";
}

/** The same lines on every answer, after the status line. */
function lines(text: string, end = BODY): Animal["start"] {
  return bytes((head, socket) => socket.write(`${status(head)}\r\n${text}${end}`, "latin1"));
}

/** Redirects `/` and serves every other path with the headers. */
function redirect(location: (host: string) => string, headers = ALLOW): Speaker {
  return (head, socket) => {
    const host = /\r\nhost: *(\S+)/i.exec(head)?.[1] ?? "";
    const [, path = ""] = head.split(" ");
    if (path === "/" && !isPreflight(head)) {
      socket.write(`HTTP/1.1 302 Found\r\nLocation: ${location(host)}\r\n${headers}\r\nContent-Length: 0\r\n\r\n`);
    } else {
      const found = path === "/" || path === "/v2/";
      socket.write(`HTTP/1.1 ${found ? "200 OK" : "404 Not Found"}\r\n${EVERYWHERE}${BODY}`);
    }
  };
}

const letIn: RequestListener = (_, response) =>
  void response.writeHead(200, { "Access-Control-Allow-Origin": PAGE }).end("{}");

/** What goes over the wire, byte by byte. */
export const WIRE: readonly Animal[] = [
  {
    name: "http2-right",
    async start(certificate) {
      const server = createSecureServer({ ...certificate, allowHTTP1: false }, (request, response) => {
        request.resume();
        response.writeHead(request.url === "/" ? 200 : 404, { "access-control-allow-origin": PAGE }).end("{}");
      });
      return listen(server, "tls");
    },
    asked: {},
    finding: null,
  },
  {
    name: "gzip-right",
    start: bytes((head, socket) => {
      const body = gzipSync('{"rides":[]}');
      const length = `Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
      socket.write(`${status(head)}\r\n${ALLOW}\r\nVary: Accept-Encoding\r\n${length}`);
      socket.write(body);
    }),
    asked: {},
    finding: null,
  },
  {
    name: "interim-right",
    start: bytes((head, socket) => {
      socket.write(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nAccess-Control-Allow-Origin: null\r\n\r\n",
      );
      socket.write(`${status(head)}\r\n${EVERYWHERE}${BODY}`);
    }),
    asked: {},
    finding: null,
  },
  {
    name: "chunked-right",
    start: lines(`${ALLOW}\r\nTransfer-Encoding: chunked`, "\r\n\r\n2;x=y\r\n{}\r\n0\r\nX-Trailer: 1\r\n\r\n"),
    asked: {},
    finding: null,
  },
  {
    name: "odd-spelling-right",
    start: lines(`ACCESS-control-ALLOW-origin:\t ${PAGE} \t\r\nContent-Length: 2`),
    asked: {},
    finding: null,
  },
  {
    name: "bare-line-feeds-right",
    start: bytes((head, socket) => socket.write(`${status(head)}\r\n${EVERYWHERE}${BODY}`.replaceAll("\r\n", "\n"))),
    asked: {},
    finding: null,
  },
  { name: "redirect-right", start: bytes(redirect(() => "/v2/")), asked: {}, finding: null },
  {
    name: "until-close-right",
    start: bytes((head, socket) => socket.end(`${status(head)}\r\n${ALLOW}\r\nConnection: close${BODY}`)),
    asked: {},
    finding: null,
  },
  {
    name: "two-lines",
    start: lines(`${ALLOW}\r\n${EVERYWHERE}`),
    asked: {},
    finding: "headers-doubled",
  },
  {
    name: "line-without-colon",
    start: lines(`Access-Control-Allow-Origin ${PAGE}\r\nContent-Length: 2`),
    asked: {},
    finding: "allow-origin-missing",
  },
  {
    name: "folded-line",
    start: lines(`${ALLOW}\r\n , https://admin.example.com\r\nContent-Length: 2`),
    asked: {},
    finding: "allow-origin-list",
  },
  {
    name: "in-quotes",
    start: lines(`Access-Control-Allow-Origin: "${PAGE}"\r\nContent-Length: 2`),
    asked: {},
    finding: "allow-origin-invalid",
  },
  {
    name: "latin1-in-the-origin",
    start: lines("Access-Control-Allow-Origin: https://b\xfccher.example.com\r\nContent-Length: 2"),
    asked: {},
    finding: "allow-origin-invalid",
  },
  {
    name: "redirect-bare",
    start: bytes(redirect(() => "/v2/", "Cache-Control: no-store")),
    asked: {},
    finding: "redirect-without-headers",
  },
  { name: "redirect-loop", start: bytes(redirect(() => "/")), asked: {}, finding: "redirect-fails" },
  {
    name: "redirect-with-user",
    start: bytes(redirect((host) => `https://user:secret@${host}/v2/`)),
    asked: {},
    finding: "redirect-fails",
  },
  {
    name: "redirect-to-http",
    start: bytes(redirect((host) => `http://${host}/v2/`)),
    asked: {},
    finding: "mixed-content",
  },
  {
    name: "redirect-to-another-port",
    async start(certificate) {
      const target = await listen(createServer(certificate, letIn), "tls");
      const location = (host: string): string => `https://${host.replace(/:\d+$/, "")}:${portOf(target)}/v2/`;
      return redirecting(await bytes(redirect(location))(certificate), target);
    },
    asked: {},
    finding: "redirect-taints-origin",
  },
  {
    name: "http-to-https",
    origin: "http://app.example.com",
    async start(certificate) {
      const target = await listen(createServer(certificate, letIn), "tls");
      const server = createPlain(({ headers: { host = "" } }, response) => {
        const location = `https://${host.replace(/:\d+$/, "")}:${portOf(target)}/`;
        response.writeHead(308, { Location: location, "Access-Control-Allow-Origin": "http://app.example.com" }).end();
      });
      return redirecting(await listen(server, "bare"), target);
    },
    asked: { method: "DELETE" },
    finding: "preflight-redirected",
    also: ["redirect-taints-origin"],
  },
];
