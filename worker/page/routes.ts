/** One request that the page sends to the API. */
export interface Route {
  /** Names the row, and is unique. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What is to be seen here. */
  readonly about: string;
}

export interface RouteGroup {
  readonly title: string;
  readonly routes: readonly Route[];
}

const JSON_TYPE = { "Content-Type": "application/json" };
const RIDE = '{"from":"Rome","to":"Pisa"}';

/** In the order in which they are run: what is signed in by one is used by the next. */
export const GROUPS: readonly RouteGroup[] = [
  {
    title: "Rides",
    routes: [
      { id: "list", method: "GET", path: "/rides", about: "All rides. A simple request: nothing is asked beforehand." },
      { id: "one", method: "GET", path: "/rides/1", about: "One ride." },
      {
        id: "create",
        method: "POST",
        path: "/rides",
        headers: JSON_TYPE,
        body: RIDE,
        about: "A new ride. JSON takes a preflight request; Location is exposed.",
      },
      {
        id: "redirect",
        method: "GET",
        path: "/rides/latest",
        about: "A redirect. Each hop has to pass the browser's check.",
      },
      { id: "replace", method: "PUT", path: "/rides/1", headers: JSON_TYPE, body: RIDE, about: "A changed ride." },
      { id: "remove", method: "DELETE", path: "/rides/3", about: "A ride less: 204, without a body." },
    ],
  },
  {
    title: "Errors are readable too",
    routes: [
      { id: "not-found", method: "GET", path: "/rides/none", about: "No such ride." },
      {
        id: "not-allowed",
        method: "PUT",
        path: "/rides",
        about: "A wrong method: the exposed Allow names the right ones.",
      },
      {
        id: "invalid",
        method: "POST",
        path: "/rides",
        headers: JSON_TYPE,
        body: "{}",
        about: "A ride without from and to.",
      },
      { id: "quota", method: "GET", path: "/quota", about: "Too many requests: Retry-After is exposed." },
      { id: "crash", method: "GET", path: "/crash", about: "The handler throws." },
      { id: "maintenance", method: "GET", path: "/maintenance", about: "Out of service." },
      { id: "slow", method: "GET", path: "/slow", about: "The handler does not answer; the time limit does." },
    ],
  },
  {
    title: "Signed in by token",
    routes: [
      {
        id: "no-token",
        method: "GET",
        path: "/earnings",
        about: "No token. WWW-Authenticate is sent, but not exposed.",
      },
      {
        id: "wrong-token",
        method: "GET",
        path: "/earnings",
        headers: { Authorization: "Bearer guess" },
        about: "A wrong token. Authorization takes a preflight request.",
      },
      {
        id: "right-token",
        method: "GET",
        path: "/earnings",
        headers: { Authorization: "Bearer let-me-in" },
        about: "The right token.",
      },
    ],
  },
  {
    title: "Signed in by cookie",
    routes: [
      {
        id: "sign-in",
        method: "POST",
        path: "/session",
        about: "Sets a cookie, which the browser drops without credentials. No page can read Set-Cookie.",
      },
      { id: "me", method: "GET", path: "/me", about: "Who is signed in: the cookie goes along with credentials only." },
      { id: "sign-out", method: "DELETE", path: "/session", about: "Ends the session." },
    ],
  },
  {
    title: "Files and streams",
    routes: [
      { id: "receipt", method: "GET", path: "/receipt", about: "A download: Content-Disposition is exposed." },
      { id: "live", method: "GET", path: "/live", about: "Server-sent events, read as they come." },
    ],
  },
  {
    title: "What no page may do",
    routes: [
      { id: "method", method: "PATCH", path: "/rides/1", about: "A method that is not in allowMethods." },
      {
        id: "header",
        method: "GET",
        path: "/rides",
        headers: { "X-Debug": "1" },
        about: "A header that is not in allowHeaders.",
      },
    ],
  },
];

export const ROUTES: readonly Route[] = GROUPS.flatMap(({ routes }) => routes);
