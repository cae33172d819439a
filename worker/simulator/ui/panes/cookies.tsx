import type { CookieDecision } from "../../../../src/browser/index.ts";

interface CookiesProps {
  readonly before: CookieDecision | null;
  readonly decisions: readonly CookieDecision[];
}

/** What became of each cookie: CORS being right does not bring one along. */
export function Cookies({ before, decisions }: CookiesProps) {
  const all = [...(before?.action === "rejected" ? [before] : []), ...decisions];
  if (all.length === 0) return <></>;
  return (
    <section class="part" aria-labelledby="cookies">
      <h3 id="cookies">Cookies</h3>
      <ul class="cookies">
        {all.map(({ name, action, reason }, i) => (
          <li key={i}>
            <span class={`badge ${action === "sent" || action === "stored" ? "good" : "bad"}`}>{action}</span>{" "}
            <code>{name}</code>
            {reason === null ? "" : `: ${reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
