import type { Answer, Hop, RawServer } from "../../scenario.ts";
import { useDraft } from "../parts/draft.ts";
import { TextField } from "../parts/field.tsx";
import { LinesField } from "../parts/lines-field.tsx";
import { faultOfStatus } from "./faults.ts";

interface RawFieldsProps {
  readonly server: RawServer;
  readonly url: string;
  readonly preflighted: readonly boolean[];
  readonly onChange: (server: RawServer, how: "typed" | "chosen") => void;
}

const MOST_HOPS = 6;

const TARGET: Hop = {
  preflight: { status: 204, headers: [] },
  actual: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] },
};

/** Raw answers, editable as text, for the page's URL and for each URL that a redirect leads to. */
export function RawFields({ server, url, preflighted, onChange }: RawFieldsProps) {
  const [first, ...others] = server.hops;
  const set = (at: number, hop: Hop): void => {
    const changed = others.map((other, i) => (i + 1 === at ? hop : other));
    onChange({ ...server, hops: [at === 0 ? hop : first, ...changed] }, "typed");
  };
  const urls = urlsOf(server, url);
  return (
    <div class="hops">
      {server.hops.map((hop, i) => (
        <fieldset key={i} class="hop">
          <legend>
            {i === 0 ? "" : `Redirect ${i}: `}
            <code>{urls[i] ?? "no Location leads here"}</code>
          </legend>
          <AnswerFields
            label="Preflight’s status"
            answer={hop.preflight}
            note={preflighted[i] === true ? undefined : "not asked"}
            onChange={(preflight) => set(i, { ...hop, preflight })}
          />
          <AnswerFields
            label="Response’s status"
            answer={hop.actual}
            note={undefined}
            onChange={(actual) => set(i, { ...hop, actual })}
          />
        </fieldset>
      ))}
      <p class="actions">
        {server.hops.length < MOST_HOPS ? (
          <button type="button" onClick={() => onChange(withRedirect(server, url), "chosen")}>
            Redirect elsewhere
          </button>
        ) : undefined}
        {others.length > 0 ? (
          <button
            type="button"
            onClick={() => onChange({ ...server, hops: [first, ...others.slice(0, -1)] }, "chosen")}
          >
            Remove the last
          </button>
        ) : undefined}
      </p>
    </div>
  );
}

/** Which URL each hop answers. */
function urlsOf({ hops }: RawServer, url: string): readonly (string | undefined)[] {
  const urls: (string | undefined)[] = [url];
  for (const { actual } of hops.slice(0, -1)) {
    const base = urls.at(-1);
    const location = actual.headers.find(([name]) => /^location$/i.test(name))?.[1];
    urls.push(location !== undefined && URL.canParse(location, base) ? new URL(location, base).href : undefined);
  }
  return urls;
}

/** The last answer becomes a redirect, and what it leads to a hop of its own. */
function withRedirect(server: RawServer, url: string): RawServer {
  const [first, ...others] = server.hops;
  const last = others.at(-1) ?? first;
  const at = urlsOf(server, url).at(-1);
  const target = at !== undefined && URL.canParse(at) ? new URL("/elsewhere", at).href : "/elsewhere";
  const kept = last.actual.headers.filter(([name]) => !/^location$/i.test(name));
  const redirecting: Hop = { ...last, actual: { status: 302, headers: [["Location", target], ...kept] } };
  const hop: Hop = { ...TARGET, preflight: last.preflight };
  return others.length === 0
    ? { ...server, hops: [redirecting, hop] }
    : { ...server, hops: [first, ...others.slice(0, -1), redirecting, hop] };
}

interface AnswerFieldsProps {
  readonly label: string;
  readonly answer: Answer;
  readonly note: string | undefined;
  readonly onChange: (answer: Answer) => void;
}

function AnswerFields({ label, answer, note, onChange }: AnswerFieldsProps) {
  const [status, writeStatus] = useDraft(answer.status, String, (text) => Number(text) || 0);
  return (
    <div class={note === undefined ? "answer" : "answer unasked"}>
      <TextField
        label={label}
        value={status}
        inputMode="numeric"
        error={faultOfStatus(answer.status)}
        onText={(text) => onChange({ ...answer, status: writeStatus(text) })}
      />
      {note === undefined ? undefined : <p class="tag">{note}</p>}
      <LinesField
        label={label.replace("status", "header lines")}
        lines={answer.headers}
        placeholder="no headers"
        onLines={(headers) => onChange({ ...answer, headers })}
      />
    </div>
  );
}
