import { addressSpaceOf } from "../../browser/site.ts";
import { siteOf } from "../site-of.ts";

/**
 * The origin of a page that probably uses a server, where nobody tells: the usual one of development on the own
 * machine, otherwise the site's bare domain, or its `www` where the server is that itself. Never over plain http
 * for a server on https, nor the other way round, which would be mixed content.
 */
export function assumedOrigin(server: URL): string {
  const { protocol, hostname, origin } = server;
  if (addressSpaceOf(server) === "loopback") {
    const dev = `${protocol}//localhost:3000`;
    return dev === origin ? `${protocol}//localhost:5173` : dev;
  }
  const site = siteOf(hostname);
  if (site !== hostname) return `${protocol}//${site}`;
  return /^\[|^\d+(\.\d+){3}$/.test(hostname) ? `${protocol}//app.example.com` : `${protocol}//www.${site}`;
}
