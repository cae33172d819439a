import type { Visit } from "../../predict.ts";
import { visible } from "../picture/wrap.ts";

interface SeenProps {
  readonly visit: Visit;
  readonly body: string | null;
}

/** What JavaScript gets. */
export function Seen({ visit, body }: SeenProps) {
  const { response, verdict } = visit.outcome;
  return (
    <section class="part" aria-labelledby="seen">
      <h3 id="seen">What JavaScript sees</h3>
      {response === null ? (
        <p>
          <code class="bad-text">TypeError</code>, without a status, a header or a reason.
        </p>
      ) : verdict === "opaque" ? (
        <p>
          <code>type: "{response.type}"</code>, <code>status: 0</code>, no headers, no body.
        </p>
      ) : (
        <Response visit={visit} response={response} body={body ?? ""} />
      )}
    </section>
  );
}

function Response({
  visit,
  response,
  body,
}: {
  readonly visit: Visit;
  readonly response: globalThis.Response;
  readonly body: string;
}) {
  const hidden = hiddenNames(visit);
  const lines = [...response.headers];
  return (
    <dl class="seen">
      <dt>Status</dt>
      <dd>
        <code>
          {response.status} {response.statusText}
        </code>
        {response.ok ? "" : ", so ok is false"}
        {response.redirected ? ", redirected" : ""}
      </dd>
      <dt>Headers</dt>
      <dd>
        {lines.length === 0 ? (
          "none"
        ) : (
          <pre>{lines.map(([name, value]) => visible(`${name}: ${value}`)).join("\n")}</pre>
        )}
      </dd>
      {hidden.length > 0 ? (
        <>
          <dt>Kept from it</dt>
          <dd>
            <code class="bad-text">{hidden.join(", ")}</code>
          </dd>
        </>
      ) : undefined}
      <dt>Body</dt>
      <dd>{body === "" ? "empty" : <pre>{visible(body.slice(0, 500))}</pre>}</dd>
    </dl>
  );
}

/** What the server sent and the page may not read, without those that are nobody's business. */
function hiddenNames({ outcome, readable }: Visit): readonly string[] {
  const sent = (outcome.exchanges.at(-1)?.response?.headers ?? []).map(([name]) => name.toLowerCase());
  const ours = /^(access-control-|vary$|date$|server$|connection$)/;
  return [...new Set(sent)].filter((name) => !readable.includes(name) && !ours.test(name));
}
