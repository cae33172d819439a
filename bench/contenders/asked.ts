// What every contender is asked for, and what of it has to come back: one policy, said in everybody's words.

export const API = "https://api.example.com/rides";
export const APP = "https://app.example.com";
export const ORIGINS = [APP, "https://admin.example.com"];
export const METHODS = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];
export const HEADERS = ["Authorization", "Content-Type"];
export const MAX_AGE = 600;

/** What the handlers behind the contenders return. */
export const RIDES = { rides: [{ id: 1, from: "Oslo", to: "Bergen" }] };

/** corskit's own words for it. */
export const CONFIG = {
  allowOrigins: ORIGINS,
  allowMethods: METHODS,
  allowHeaders: HEADERS,
  allowCredentials: true,
  maxAge: MAX_AGE,
};

/** hono/cors's, and itty-router's too. */
export const HONO_OPTIONS = {
  origin: ORIGINS,
  credentials: true as const,
  allowHeaders: HEADERS,
  allowMethods: METHODS,
  maxAge: MAX_AGE,
};

export const ACTUAL_HEADERS = {
  "access-control-allow-origin": APP,
  "access-control-allow-credentials": "true",
  vary: "Origin",
};

export const PREFLIGHT_HEADERS = {
  ...ACTUAL_HEADERS,
  "access-control-allow-methods": METHODS.join(","),
  "access-control-allow-headers": HEADERS.join(","),
  "access-control-max-age": String(MAX_AGE),
};

export function actualRequest(): Request {
  return new Request(API, { headers: { Origin: APP } });
}

export function preflightRequest(asked = "authorization,content-type"): Request {
  return new Request(API, {
    method: "OPTIONS",
    headers: { Origin: APP, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": asked },
  });
}
