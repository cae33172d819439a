/** The one cookie that the simulator sets, whatever a scenario calls it. */
export const DEMO = "demo";

const LONGEST = 600;

/** What of a Set-Cookie value is kept: these decide where a cookie goes. */
const KEPT = /^(samesite=(strict|lax|none)|secure|httponly|partitioned)$/i;

/**
 * A Set-Cookie value for the real host: the attributes that decide whether the cookie goes along, under a name and
 * with a lifetime that do no harm.
 *
 * @param url the scenario's URL that is to get the cookie: what covers it covers the real one
 */
export function demoCookie(setCookie: string, url: string): string {
  const [, ...attributes] = setCookie.split(";").map((part) => part.trim());
  const path = attributes.findLast((one) => /^path=/i.test(one))?.slice("path=".length) ?? "/";
  const { pathname } = new URL(url);
  const covers = !path.startsWith("/") || pathname === path || pathname.startsWith(path.replace(/\/?$/, "/"));
  const age = attributes.findLast((one) => /^max-age=-?\d+$/i.test(one))?.slice("max-age=".length);
  const seconds = Math.max(-1, Math.min(age === undefined ? LONGEST : Number(age), LONGEST));
  return [
    `${DEMO}=1`,
    `Path=${covers ? "/" : "/elsewhere"}`,
    `Max-Age=${seconds}`,
    ...attributes.filter((one) => KEPT.test(one)),
  ].join("; ");
}

/** Takes the cookie away, in each of the jars that it may be in. */
export const FORGET: readonly string[] = [
  `${DEMO}=; Path=/; Max-Age=0; SameSite=None; Secure`,
  `${DEMO}=; Path=/; Max-Age=0; SameSite=None; Secure; Partitioned`,
  `${DEMO}=; Path=/; Max-Age=0`,
];
