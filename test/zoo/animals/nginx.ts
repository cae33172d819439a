import { PAGE, type Animal, type Asked } from "../animal.ts";
import { nginx } from "../nginx.ts";

const MAP = `
  map $http_origin $allowed {
    default "";
    "${PAGE}" $http_origin;
    "~^https://[a-z0-9-]+\\.preview\\.example\\.com$" $http_origin;
  }
  map $allowed $credentials { default ""; "~." "true"; }`;

const ACTUAL = `
  add_header Access-Control-Allow-Origin $allowed always;
  add_header Access-Control-Allow-Credentials $credentials always;
  add_header Vary Origin always;`;

/** add_header in a block drops all that it would have inherited, so that they are all said again. */
const PREFLIGHT = `
  if ($request_method = OPTIONS) {
    ${ACTUAL}
    add_header Access-Control-Allow-Methods "GET, PUT, DELETE";
    add_header Access-Control-Allow-Headers "Authorization, Content-Type";
    add_header Access-Control-Max-Age 600;
    return 204;
  }`;

const FILES = "try_files $uri =404;";
const WITH_COOKIES: Asked = { path: "/data.json", credentials: "include" };
const TOKEN: Asked = { ...WITH_COOKIES, headers: [["Authorization", "Bearer 1"]] };
/** nginx takes add_header within `if` in a location alone. */
const RIGHT = `${ACTUAL} location / { ${PREFLIGHT} ${FILES} }`;

const ANIMALS: readonly Animal[] = [
  { name: "nginx-right", start: nginx({ http: MAP, server: RIGHT }), asked: TOKEN, finding: null },
  {
    name: "nginx-constant-right",
    start: nginx({
      server: `
        add_header Access-Control-Allow-Origin ${PAGE} always;
        location / {
          if ($request_method = OPTIONS) {
            add_header Access-Control-Allow-Origin ${PAGE};
            add_header Access-Control-Allow-Headers Authorization;
            add_header Access-Control-Max-Age 600;
            return 204;
          }
          ${FILES}
        }`,
    }),
    asked: { ...TOKEN, credentials: "same-origin" },
    finding: null,
  },
  {
    name: "nginx-without-always",
    start: nginx({ http: MAP, server: RIGHT.replaceAll(" always", "") }),
    asked: WITH_COOKIES,
    finding: "error-without-headers",
  },
  {
    name: "nginx-lost-in-location",
    start: nginx({
      http: MAP,
      server: `${RIGHT} location ~ \\.json$ { ${PREFLIGHT} add_header Cache-Control no-store; ${FILES} }`,
    }),
    asked: TOKEN,
    finding: "actual-without-headers",
  },
  {
    name: "nginx-lost-in-if",
    start: nginx({
      http: MAP,
      server: `${ACTUAL} location / {
        if ($request_method = OPTIONS) { add_header Content-Type text/plain; return 204; }
        ${FILES}
      }`,
    }),
    asked: TOKEN,
    finding: "preflight-without-headers",
  },
  {
    name: "nginx-doubled",
    start: nginx({ http: MAP, server: RIGHT.replace(FILES, "proxy_pass http://backend;") }),
    asked: WITH_COOKIES,
    finding: "headers-doubled",
  },
  {
    name: "nginx-reflects",
    start: nginx({
      server: RIGHT.replaceAll("$allowed", "$http_origin").replaceAll("$credentials", "true"),
    }),
    asked: WITH_COOKIES,
    finding: "origin-reflected",
  },
  {
    name: "nginx-unanchored",
    start: nginx({ http: MAP.replace(`"${PAGE}"`, '"~https://([a-z]+\\.)?example\\.com"'), server: RIGHT }),
    asked: WITH_COOKIES,
    finding: "origin-prefix",
  },
  {
    name: "nginx-static-file",
    start: nginx({ http: MAP, server: `${ACTUAL} location / { ${FILES} }` }),
    asked: TOKEN,
    finding: "preflight-not-routed",
  },
];

export const NGINX: readonly Animal[] = ANIMALS.map((animal) => ({ ...animal, needs: "nginx" }));
