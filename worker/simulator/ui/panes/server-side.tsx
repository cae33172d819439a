import type { ConfigFault } from "../../config.ts";
import type { PolicyServer, RawServer, ServerSide, SharedCache } from "../../scenario.ts";
import { Select, TextField } from "../parts/field.tsx";
import { Segmented } from "../parts/segmented.tsx";
import { PolicyFields } from "./policy-fields.tsx";
import { RawFields } from "./raw-fields.tsx";

export interface ServerSideProps {
  readonly server: ServerSide;
  /** What the page asks for, and with which origin. */
  readonly url: string;
  readonly origin: string;
  /** Whether the browser asks at all, hop by hop. */
  readonly preflighted: readonly boolean[];
  /** What is wrong with the policy's config, if anything. */
  readonly fault: ConfigFault | null;
  readonly onChange: (server: ServerSide, how: "typed" | "chosen") => void;
  /** Gives the same server in the other form. */
  readonly onKind: (kind: ServerSide["kind"]) => void;
}

/** What answers. */
export function ServerSidePane(props: ServerSideProps) {
  const { server, onChange, onKind } = props;
  const setCache = (cache: SharedCache, how: "typed" | "chosen"): void => onChange({ ...server, cache }, how);
  return (
    <>
      <Segmented
        label="The server answers"
        value={server.kind}
        options={[
          ["raw", "with these headers"],
          ["policy", "by a corskit policy"],
        ]}
        onChoice={onKind}
      />
      {server.kind === "raw" ? (
        <RawFields
          server={server}
          url={props.url}
          preflighted={props.preflighted}
          onChange={(raw: RawServer, how) => onChange(raw, how)}
        />
      ) : (
        <PolicyFields
          server={server}
          fault={props.fault}
          onChange={(policy: PolicyServer, how) => onChange(policy, how)}
        />
      )}
      <Cache cache={server.cache} origin={props.origin} onChange={setCache} />
    </>
  );
}

interface CacheProps {
  readonly cache: SharedCache;
  readonly origin: string;
  readonly onChange: (cache: SharedCache, how: "typed" | "chosen") => void;
}

function Cache({ cache, origin, onChange }: CacheProps) {
  return (
    <div class="fields apart">
      <Select
        label="Shared cache in front"
        value={cache.kind}
        options={[
          ["none", "none"],
          ["keeps Vary", "heeds Vary"],
          ["ignores Vary", "ignores Vary"],
        ]}
        wide={cache.kind === "none"}
        onChoice={(kind) => onChange({ firstOrigin: cache.firstOrigin || origin, kind }, "chosen")}
      />
      {cache.kind === "none" ? undefined : (
        <TextField
          label="Who asked first"
          value={cache.firstOrigin}
          onText={(firstOrigin) => onChange({ ...cache, firstOrigin }, "typed")}
        />
      )}
    </div>
  );
}
