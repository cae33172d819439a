import { expect, test } from "vitest";
import { kinshipOf } from "./kinship.ts";

const MEANT = "https://app.example.com";

test.each([
  ["https://evil.example", MEANT, "origin-reflected"],
  ["https://evil.example:8443", "https://app.example.com:8443", "origin-reflected"],
  ["null", MEANT, "origin-null"],
  ["http://app.example.com", MEANT, "origin-insecure"],
  ["https://app.example.com:8443", MEANT, "origin-any-port"],
  ["wss://app.example.com", MEANT, "origin-look-alike"],
  ["https://app.example.com/", MEANT, "origin-look-alike"],
  ["http://localhost:3000", MEANT, "origin-localhost"],
  ["http://[::1]", MEANT, "origin-localhost"],
  ["https://evil.example.com", MEANT, "origin-any-subdomain"],
  ["https://example.com", MEANT, "origin-any-subdomain"],
  ["https://evil.co.uk", "https://app.co.uk", "origin-reflected"],
  ["https://evilapp.example.com", MEANT, "origin-any-subdomain"],
  ["https://evilexample.com", MEANT, "origin-suffix"],
  ["https://appxexample.com", MEANT, "origin-unescaped-dot"],
  ["https://app.example.com.evil.example", MEANT, "origin-prefix"],
  ["https://evil-app.example.com.evil.example", MEANT, "origin-substring"],
  ["https://app.example.com_.evil.example", MEANT, "origin-special-characters"],
  ["https://evil.github.io", MEANT, "origin-public-suffix"],
  ["https://evil.vercel.app", "https://mine.vercel.app", "origin-public-suffix"],
  ["https://[2001:db8::2]", "https://[2001:db8::1]", "origin-reflected"],
  ["", MEANT, "origin-reflected"],
  ["https://evil.example", "null", "origin-reflected"],
])("%s for %s is %s", (stranger, meant, kinship) => {
  expect(kinshipOf(stranger, meant)).toBe(kinship);
});
