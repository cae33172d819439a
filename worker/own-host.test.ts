import { expect, test } from "vitest";
import { isForOwnPages, isOwnHost } from "./own-host.ts";

test.each([
  ["localhost", true],
  ["app.localhost:8787", true],
  ["127.0.0.1:8787", true],
  ["[::1]:8787", true],
  ["", false],
  ["attacker.example", false],
  ["localhost.attacker.example", false],
  ["attackerlocalhost", false],
  ["127.0.0.1.attacker.example:8787", false],
  ["localhost:8787.attacker.example", false],
  ["attacker.example#.localhost", false],
  ["192.168.0.1", false],
])("%j is a name of this machine: %j", (host, is) => {
  expect(isOwnHost(host)).toBe(is);
});

test.each([
  ["http://app.localhost:*", true],
  ["http://localhost:5173,https://app.localhost", true],
  ["https://app.example.com", false],
  ["http://localhost:*,https://app.example.com", false],
  ["https://*.localhost.example", false],
])("%j are pages of this machine alone: %j", (origins, are) => {
  expect(isForOwnPages(origins)).toBe(are);
});
