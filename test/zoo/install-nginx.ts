// Puts Debian's nginx where the tests find it, without installing it: node test/zoo/install-nginx.ts
import { fileURLToPath } from "node:url";
import { unpackDebian } from "../support/unpack-debian.ts";

/** The nginx of this machine, or Debian's. @throws Error where there is none to be had */
export function installNginx(): string {
  return unpackDebian({
    name: "nginx",
    program: "usr/sbin/nginx",
    version: "-v",
    otherwise: "Install what Debian calls nginx-light.",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(installNginx());
