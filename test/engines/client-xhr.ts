import { nothing } from "./client-fetch.ts";
import type { PageSaw, PlayedStep } from "./play.ts";

export function playXhr(step: PlayedStep): Promise<PageSaw> {
  const xhr = new XMLHttpRequest();
  return new Promise((resolve) => {
    xhr.addEventListener("loadend", () => resolve(outcome(xhr, step.url)));
    try {
      xhr.open(step.method, step.url);
      for (const [name, value] of step.headers) xhr.setRequestHeader(name, value);
      xhr.withCredentials = step.credentials === "include";
      if (step.uploadListener) xhr.upload.addEventListener("progress", () => {});
      xhr.send(step.body === "none" ? null : "text");
    } catch {
      resolve(nothing("thrown"));
    }
  });
}

function outcome(xhr: XMLHttpRequest, url: string): PageSaw {
  if (xhr.status === 0) return nothing("blocked");
  const names = xhr
    .getAllResponseHeaders()
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
  return {
    verdict: "readable",
    status: xhr.status,
    type: "xhr",
    redirected: xhr.responseURL !== url,
    headers: [...new Set(names)].toSorted(),
  };
}
