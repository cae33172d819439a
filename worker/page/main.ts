import { slot, slotOf } from "./dom.ts";
import { showEnds } from "./ends.ts";
import { GROUPS, type RouteGroup } from "./routes.ts";
import { createRow, type Row } from "./row.ts";
import { createRunner } from "./runner.ts";
import { readSettings } from "./settings.ts";

const groupTemplate = slotOf(HTMLTemplateElement, document, "group-template");
const rowTemplate = slotOf(HTMLTemplateElement, document, "row-template");
const runAllButton = slotOf(HTMLButtonElement, document, "run-all");
const credentials = slotOf(HTMLInputElement, document, "credentials");
const apis = slotOf(HTMLSelectElement, document, "api");
const summary = slot(document, "summary");

const url = new URL(location.href);
const settings = readSettings(url);

const runner = createRunner(GROUPS.flatMap(showGroup), (text, runningAll) => {
  summary.textContent = text;
  // Not spoken at each step.
  summary.setAttribute("aria-live", runningAll ? "off" : "polite");
  // Disabled, it would lose the keyboard's focus.
  runAllButton.setAttribute("aria-disabled", String(runningAll));
});

function showGroup({ title, routes }: RouteGroup): readonly Row[] {
  const group = groupTemplate.content.cloneNode(true) as DocumentFragment;
  const rows = routes.map((route) => {
    const row: Row = createRow(rowTemplate, route, () => void runner.run(row));
    return row;
  });
  slot(group, "title").textContent = title;
  slot(group, "rows").append(...rows.map(({ element }) => element));
  slot(document, "groups").append(group);
  return rows;
}

async function start(api: string): Promise<void> {
  document.body.removeAttribute("data-ready");
  try {
    await showEnds(url, { ...settings, api });
    await runner.aim({ origin: settings.origin, api, credentials: credentials.checked });
    document.body.setAttribute("data-ready", "");
  } catch (error) {
    const notice = slot(document, "notice");
    notice.hidden = false;
    notice.textContent = `The policy could not be asked (${String(error)}). Is the Worker running? Then reload.`;
  }
}

runAllButton.addEventListener("click", () => void runner.runAll());
credentials.addEventListener("change", () => void start(apis.value));
apis.addEventListener("change", () => {
  history.replaceState(null, "", `?api=${encodeURIComponent(apis.value)}`);
  void start(apis.value);
});
void start(settings.api);
