// What random policies and requests are drawn from.

/** Patterns, each with every page below that it is meant to let in. */
export const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  "https://app.example.com": ["https://app.example.com"],
  "https://*.example.com": ["https://app.example.com", "https://a.b.example.com", "https://app_1.example.com"],
  "http://localhost:*": ["http://localhost", "http://localhost:3000"],
  "https://*--app.netlify.app": ["https://pr-7--app.netlify.app"],
  "https://*.example.com:*": [
    "https://app.example.com",
    "https://app.example.com:444",
    "https://app.example.com:8443",
    "https://a.b.example.com",
    "https://app_1.example.com",
  ],
  "http://[::1]:8080": ["http://[::1]:8080"],
  "capacitor://localhost": ["capacitor://localhost"],
  "chrome-extension://abcdefghijklmnop": ["chrome-extension://abcdefghijklmnop"],
  "https://tenant.example": ["https://tenant.example"],
};

/** Pages: those that some pattern covers, near misses, and odd ones. */
export const PAGES: readonly string[] = [
  ...new Set(Object.values(PATTERNS).flat()),
  "null",
  "https://example.com",
  "http://app.example.com",
  "https://app.example.com.evil.com",
  "https://evilexample.com",
  "https://appexample.com",
  "https://app.example.com:444",
  "https://--app.netlify.app",
  "https://a.b--app.netlify.app",
  "https://localhost:3000",
  "http://localhost.evil.com:3000",
  "http://[::1]",
  "ionic://localhost",
  "moz-extension://abcdefghijklmnop",
  "https://constructor",
];

/** What pages ask with. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"];
export const REQUEST_HEADERS: readonly (readonly [name: string, value: string, safelisted: boolean])[] = [
  ["Content-Type", "application/json", false],
  ["Content-Type", "text/plain", true],
  ["Accept", "text/html", true],
  ["Authorization", "Bearer x", false],
  ["X-A", "1", false],
  ["x-b", "2", false],
];
