// Puts Debian's Caddy where the tests find it, without installing it: node test/emit/install-caddy.ts
import { fileURLToPath } from "node:url";
import { unpackDebian } from "../support/unpack-debian.ts";

/** The Caddy of this machine, or Debian's. @throws Error where there is none to be had */
export function installCaddy(): string {
  return unpackDebian({
    name: "caddy",
    program: "usr/bin/caddy",
    version: "version",
    otherwise: "Install Caddy as https://caddyserver.com/docs/install says.",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(installCaddy());
