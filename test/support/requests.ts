// What a page that policies let in asks for.

export const APP = "https://app.example.com";

/** @param origin null for what sends none */
export const get = (origin: string | null = APP, init: RequestInit = {}): Request =>
  new Request("https://api.example.com/a", { ...init, headers: origin === null ? {} : { Origin: origin } });

export const preflight = (origin: string): Request =>
  new Request("https://api.example.com/a", {
    method: "OPTIONS",
    headers: { Origin: origin, "Access-Control-Request-Method": "PUT" },
  });
