import type { PageSide } from "../../scenario.ts";
import { useDraft } from "../parts/draft.ts";
import { Checkbox, Select, TextArea, TextField } from "../parts/field.tsx";
import { LinesField } from "../parts/lines-field.tsx";
import { faultOfOrigin, faultOfUrl } from "./faults.ts";

export interface PageSideProps {
  readonly page: PageSide;
  readonly onChange: (page: PageSide, how: "typed" | "chosen") => void;
}

/** What the page asks for. */
export function PageSidePane({ page, onChange }: PageSideProps) {
  const type = (change: Partial<PageSide>): void => onChange({ ...page, ...change }, "typed");
  const choose = (change: Partial<PageSide>): void => onChange({ ...page, ...change }, "chosen");
  return (
    <div class="fields">
      <TextField
        label="Page’s origin"
        value={page.origin}
        error={faultOfOrigin(page.origin)}
        suggestions={["https://app.example.com", "http://localhost:3000", "null"]}
        wide
        onText={(origin) => type({ origin })}
      />
      <TextField
        label="URL"
        value={page.url}
        error={faultOfUrl(page.url)}
        inputMode="url"
        wide
        onText={(url) => type({ url })}
      />
      <TextField
        label="Method"
        value={page.method}
        suggestions={["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]}
        onText={(method) => type({ method })}
      />
      <Select
        label="Credentials"
        value={page.credentials}
        options={["omit", "same-origin", "include"]}
        onChoice={(credentials) => choose({ credentials })}
      />
      <LinesField
        label="Request headers"
        lines={page.headers}
        placeholder="Authorization: Bearer …"
        onLines={(headers) => type({ headers })}
      />
      <Body page={page} type={type} choose={choose} />
      <details class="more wide" open={isUnusual(page)}>
        <summary>Mode, redirects, cookies, repeats</summary>
        <More page={page} type={type} choose={choose} />
      </details>
    </div>
  );
}

interface PartProps {
  readonly page: PageSide;
  readonly type: (change: Partial<PageSide>) => void;
  readonly choose: (change: Partial<PageSide>) => void;
}

function Body({ page, type, choose }: PartProps) {
  const { kind, text } = page.body;
  return (
    <>
      <Select
        label="Body"
        value={kind}
        options={["none", "text", "json", "urlencoded", "multipart"]}
        onChoice={(chosen) => choose({ body: { kind: chosen, text } })}
      />
      <Select
        label="Sent by"
        value={page.initiator}
        options={[
          ["fetch", "fetch"],
          ["xhr", "XMLHttpRequest"],
        ]}
        onChoice={(initiator) => choose({ initiator })}
      />
      {kind === "none" ? undefined : (
        <TextArea
          label="Body’s text"
          className="lines"
          rows={2}
          wide
          value={text}
          onText={(typed) => type({ body: { kind, text: typed } })}
        />
      )}
      {page.initiator === "xhr" ? (
        <div class="field wide">
          <Checkbox
            label="With a listener on upload"
            checked={page.uploadListener}
            onChoice={(uploadListener) => choose({ uploadListener })}
          />
        </div>
      ) : undefined}
    </>
  );
}

function More({ page, type, choose }: PartProps) {
  // An XMLHttpRequest has neither.
  const isXhr = page.initiator === "xhr";
  const [again, writeAgain] = useDraft(page.again, formatSeconds, parseSeconds);
  return (
    <div class="fields">
      <Select
        label="Mode"
        value={page.mode}
        disabled={isXhr}
        options={["cors", "no-cors", "same-origin"]}
        onChoice={(mode) => choose({ mode })}
      />
      <Select
        label="Redirect"
        value={page.redirect}
        disabled={isXhr}
        options={["follow", "error", "manual"]}
        onChoice={(redirect) => choose({ redirect })}
      />
      <TextField
        label="Cookie set before, as Set-Cookie"
        value={page.cookie}
        placeholder="session=1; Path=/; Secure; SameSite=None"
        wide
        onText={(cookie) => type({ cookie })}
      />
      <TextField
        label="The same again after … seconds"
        value={again}
        placeholder="2, 700"
        inputMode="text"
        hint="Shows how long the preflight’s answer is kept."
        wide
        onText={(text) => type({ again: writeAgain(text) })}
      />
      <Select
        label="Local network access, in Chrome"
        value={page.localNetworkAccess}
        options={["granted", "denied"]}
        wide
        onChoice={(localNetworkAccess) => choose({ localNetworkAccess })}
      />
    </div>
  );
}

/** What is not as usual must not be hidden. */
function isUnusual({ mode, redirect, cookie, again }: PageSide): boolean {
  return mode !== "cors" || redirect !== "follow" || cookie !== "" || again.length > 0;
}

const MOST_REPEATS = 5;

function formatSeconds(seconds: readonly number[]): string {
  return seconds.join(", ");
}

function parseSeconds(text: string): readonly number[] {
  const numbers = text.split(/[,\s]+/).filter((one) => /^[0-9]{1,6}$/.test(one));
  return numbers.map(Number).slice(0, MOST_REPEATS);
}
