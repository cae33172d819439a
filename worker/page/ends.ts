import { askPolicy } from "./decisions.ts";
import { slot, slotOf } from "./dom.ts";
import { otherPages, type Settings } from "./settings.ts";

/** Shows the two ends of it all: which origin this page has and which others there are, and the API. */
export async function showEnds(url: URL, settings: Settings): Promise<void> {
  slot(document, "origin").textContent = settings.origin;
  showApis(settings);
  const notice = slot(document, "notice");
  notice.hidden = settings.refused === null;
  notice.textContent = `${settings.refused} is not an API of this site, so it is not called.`;

  const others = otherPages(url, settings.api).filter(({ origin }) => origin !== settings.origin);
  const [own, ...rest] = await askPolicy(
    [settings, ...others].map(({ origin }) => ({
      method: "GET",
      url: `${settings.api}/rides`,
      origin,
      requestMethod: null,
      requestHeaders: null,
    })),
  );
  const verdict = slot(document, "verdict");
  verdict.textContent = own?.allowed ? "allowed by the policy" : "denied by the policy";
  verdict.dataset["kind"] = own?.allowed ? "readable" : "blocked";
  document.documentElement.dataset["allowed"] = String(own?.allowed);
  const items = others.map((other, i) => link(other, rest[i]?.allowed ?? false));
  slot(document, "others").replaceChildren(...items);
}

function showApis({ apis, api }: Settings): void {
  const options = apis.map(({ name, origin }) => new Option(`${origin} (${name})`, origin, false, origin === api));
  slotOf(HTMLSelectElement, document, "api").replaceChildren(...options);
}

function link({ origin, href }: { origin: string; href: string }, allowed: boolean): HTMLElement {
  const item = document.createElement("li");
  const anchor = Object.assign(document.createElement("a"), { href, textContent: origin });
  if (origin === "null") anchor.textContent = "null, in a sandbox";
  item.append(anchor, ` ${allowed ? "allowed" : "denied"}`);
  return item;
}
