import { addressSpaceOf } from "../../../browser/site.ts";
import type { Evidence, Heard } from "../evidence.ts";
import { allAnswered, allowOrigin, isPreflight, named } from "./answers.ts";
import type { Found } from "./found.ts";

/** A private network keeps strangers out; a page that one of its people visits is in it. */
export function findOpenPrivateAddress(evidence: Evidence): readonly Found[] {
  const open = allAnswered(evidence).find(
    (heard) => !isPreflight(heard) && allowOrigin(heard) === "*" && spaceOf(heard) !== "public",
  );
  if (open === undefined) return [];
  const isOwn = spaceOf(open) === "loopback";
  const where = open.remoteAddress ?? new URL(open.request.url).host;
  const found: Found = {
    code: "wildcard-on-private-address",
    // A server on one's own machine is most likely being developed.
    severity: isOwn ? "info" : "warning",
    about: where,
    message: `Access-Control-Allow-Origin is * at ${where}, an address of ${isOwn ? "the visitor's own machine" : "a private network"}`,
    cause: `Any website that somebody ${isOwn ? "on it" : "in that network"} visits can read ${named(open)}, and send it to its own server; the address alone protects nothing. Chrome asks the visitor since version 142, others do not.`,
    fix: "Name the origins that are to read it, and ask for credentials.",
    shown: [open],
  };
  return [found];
}

/** By the host's name, or else where it led: not to one's own machine, where somebody tries what is public otherwise. */
function spaceOf({ request, remoteAddress }: Heard): "loopback" | "local" | "public" {
  const byName = addressSpaceOf(new URL(request.url));
  if (byName !== "public" || remoteAddress === null) return byName;
  const address = remoteAddress.replace(/^::ffff:/i, "");
  const url = `http://${address.includes(":") ? `[${address}]` : address}/`;
  return URL.canParse(url) && addressSpaceOf(new URL(url)) === "local" ? "local" : "public";
}
