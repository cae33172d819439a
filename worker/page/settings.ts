/** Where this page stands among the origins of its site. */
export interface Settings {
  /** As the browser sends it: `null` in a sandbox, whatever the address bar says. */
  readonly origin: string;
  readonly apis: readonly { readonly name: string; readonly origin: string }[];
  /** The origin of the API that is called. */
  readonly api: string;
  /** A `?api=` that is none of this site's. */
  readonly refused: string | null;
}

/** Reads the settings from the page's own address. */
export function readSettings({ origin, protocol, host, hostname, searchParams }: URL): Settings {
  const worker = `${protocol}//api.${site(host)}`;
  const apis = [{ name: "Worker", origin: worker }];
  if (hostname.endsWith(".localhost")) apis.push({ name: "Lambda", origin: "http://api.localhost:8788" });

  const asked = searchParams.get("api");
  const other = asked === null ? undefined : apiOrigin(asked, `api.${site(hostname)}`);
  if (other !== undefined && !apis.some((api) => api.origin === other)) apis.push({ name: "Other", origin: other });
  return {
    origin: self.origin === "null" ? "null" : origin,
    apis,
    api: other ?? worker,
    refused: asked !== null && other === undefined ? asked : null,
  };
}

/** The addresses at which the same page has other origins. */
export function otherPages({ protocol, host }: URL, api: string): readonly { origin: string; href: string }[] {
  const at = (name: string): string => `${protocol}//${name}.${site(host)}`;
  const query = `?api=${encodeURIComponent(api)}`;
  return [
    { origin: at("app"), href: `${at("app")}/demo${query}` },
    { origin: at("evil"), href: `${at("evil")}/demo${query}` },
    { origin: "null", href: `${at("app")}/demo/sandboxed${query}` },
  ];
}

/** A link must not make this page call anybody: only the API's own host, on any port, is taken. */
function apiOrigin(asked: string, hostname: string): string | undefined {
  const url = URL.parse(asked);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname === hostname ? url.origin : undefined;
}

function site(host: string): string {
  return host.replace(/^[^.]*\./, "");
}
