import { isPreflighted, type Decisions } from "./decisions.ts";
import { slot } from "./dom.ts";
import type { Expectation } from "./expect.ts";
import type { Observation } from "./observe.ts";
import type { Route } from "./routes.ts";

/** A route on the page: what the policy says of it, and what this browser did. */
export interface Row {
  readonly route: Route;
  readonly element: HTMLElement;
  expect(expectation: Expectation, decisions: Decisions, sent: string): void;
  begin(): void;
  show(observation: Observation): void;
  /** Shows the outcome. Returns whether it is what the policy says; undefined where nobody answered. */
  settle(observation: Observation): boolean | undefined;
}

const OUTCOMES = { readable: "Readable", blocked: "Blocked", unreachable: "No answer" };

export function createRow(template: HTMLTemplateElement, route: Route, run: () => void): Row {
  const element = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const put = (name: string, text: string): void => {
    slot(element, name).textContent = text;
  };
  const badge = (name: string, kind: string, text: string): void => {
    slot(element, name).dataset["kind"] = kind;
    put(name, text);
  };
  element.dataset["route"] = route.id;
  put("method", route.method);
  put("path", route.path);
  put("about", route.about);
  slot(element, "preflighted").hidden = !isPreflighted(route);
  const button = slot(element, "run");
  button.setAttribute("aria-label", `Run ${route.method} ${route.path}: ${route.about}`);
  button.addEventListener("click", run);

  let expected: Expectation | undefined;

  function show(observation: Observation): void {
    slot(element, "seen").hidden = false;
    if (observation.outcome === "readable") {
      const { status, redirected, headers, text } = observation;
      put("status", `${status}${redirected ? " after a redirect" : ""}`);
      put("headers", headers.map(([name, value]) => `${name}: ${value}`).join("\n") || "none");
      put("body", text || "empty");
    } else {
      put("error", observation.error);
    }
    slot(element, "read").hidden = observation.outcome !== "readable";
    slot(element, "unread").hidden = observation.outcome === "readable";
  }

  return {
    route,
    element,
    show,
    expect(expectation, { preflight, actual }, sent) {
      expected = expectation;
      element.dataset["expected"] = expectation.readable ? "readable" : "blocked";
      element.dataset["outcome"] = "";
      delete element.dataset["differs"];
      badge("expected", expectation.readable ? "readable" : "blocked", expectation.readable ? "Readable" : "Blocked");
      badge("observed", "none", "Not run");
      put("status", "");
      slot(element, "seen").hidden = true;
      slot(element, "differs").hidden = true;
      put("why", expectation.why);
      put("code", expectation.code ?? "");
      put("sent", sent);
      slot(element, "preflight").hidden = !isPreflighted(route);
      put("preflight-headers", `${preflight.status}\n${headerLines(preflight.headers)}`);
      put("actual-headers", headerLines(actual.headers));
    },
    begin() {
      element.dataset["outcome"] = "running";
      badge("observed", "running", "Running");
    },
    settle(observation) {
      show(observation);
      const { outcome } = observation;
      element.dataset["outcome"] = outcome;
      badge("observed", outcome, OUTCOMES[outcome]);
      if (outcome === "unreachable") {
        put("because", "Nothing answered, so CORS had no say. Is the API running?");
        return undefined;
      }
      const agrees = outcome === element.dataset["expected"];
      slot(element, "differs").hidden = agrees;
      element.toggleAttribute("data-differs", !agrees);
      put("because", expected?.why ?? "");
      return agrees;
    },
  };
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
