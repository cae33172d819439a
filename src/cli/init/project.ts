import { EmitError, type Emission } from "../../emit/index.ts";
import { EMITTERS } from "../../emit/emitters.ts";
import type { TargetName } from "../../emit/targets.ts";
import { CannotRun } from "../cannot-run.ts";
import { placed } from "../emit/place.ts";
import { readEmitScript, type EmitStep } from "./emit-script.ts";
import { readLayers, type Files } from "./layers.ts";
import { APP, exampleOf, withPages, type Pages, type PolicyText } from "./policy-text.ts";
import { layersOf, type Gateway, type Variant } from "./templates.ts";

const POLICY = "src/cors.ts";

/** What a project is made of. */
export interface ProjectOptions extends Pages {
  readonly variant: Variant;
  /** As npm takes it. */
  readonly name: string;
  /** The range of corskit that it depends on. */
  readonly corskit: string;
}

/** A project, before it is written. */
export interface Project {
  readonly files: Files;
  /** What its script `emit` has written into which file. */
  readonly emitted: readonly (Emission & { readonly target: TargetName; readonly file: string })[];
}

/**
 * A project of templates, with the policy of those pages in its code, its tests and its infrastructure.
 *
 * @throws CannotRun where no policy can be made of the origins, or the infrastructure cannot say it
 */
export function makeProject({ variant, name, corskit, ...pages }: ProjectOptions): Project {
  const layers = readLayers(layersOf(variant));
  const { text, config } = withPages(need(layers, POLICY), pages);
  if (variant.template === "lambda" && config.owner === "gateway") checkOrigins(variant.gateway, config);
  const example = exampleOf(pages.origins[0] ?? APP);
  const files = new Map<string, string>();
  for (const [path, one] of layers) {
    const filled = path === POLICY ? text : one.replaceAll(APP, () => example);
    files.set(
      path,
      filled.replaceAll("{{name}}", name).replaceAll("{{corskit}}", () => corskit),
    );
  }
  const { scripts } = JSON.parse(need(files, "package.json")) as { readonly scripts: { readonly emit?: string } };
  const emitted = (scripts.emit === undefined ? [] : readEmitScript(scripts.emit)).map((step) => {
    const emission = emit(step, config);
    const old = files.get(step.file) ?? "";
    const whole = placed({ file: step.file, text: old, target: step.target }, emission.output);
    files.set(step.file, whole ?? emission.output);
    return { ...emission, target: step.target, file: step.file };
  });
  return { files: new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1))), emitted };
}

/**
 * Where the gateway sets the headers, whatever its infrastructure is written in, it has to know every page.
 *
 * @throws CannotRun
 */
function checkOrigins(gateway: Gateway, config: PolicyText["config"]): void {
  const { lost } = emit({ target: gateway, source: POLICY, options: {}, file: "" }, config);
  const unknown = lost.filter(({ code }) => code === "origins" || code === "null-origin");
  if (unknown.length === 0) return;
  throw new CannotRun(
    `--gateway ${gateway} knows no such --origins\n${unknown.map(({ message, cause }) => `  ${message}: ${cause}`).join("\n")}`,
    "give whole origins, or choose --gateway rest-api: there the function compares them",
  );
}

function emit({ target, source, options }: EmitStep, config: PolicyText["config"]): Emission {
  try {
    return EMITTERS[target](config, { ...options, source });
  } catch (error) {
    if (!(error instanceof EmitError)) throw error;
    throw new CannotRun(error.message, "give other --origins, or choose another --gateway");
  }
}

function need(files: Files, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`the template has no ${path}`);
  return text;
}
