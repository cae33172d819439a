import { getHeader } from "../../src/browser/header-list.ts";
import type { HeaderLine } from "../../src/browser/index.ts";
import type { Answer } from "./scenario.ts";

/** The answer with one line of a name, in the place of all that it has. */
export function setLine(answer: Answer, name: string, value: string): Answer {
  return { ...answer, headers: [...without(answer, name).headers, [name, value]] };
}

export function without({ status, headers }: Answer, name: string): Answer {
  const lower = name.toLowerCase();
  return { status, headers: headers.filter(([other]: HeaderLine) => other.toLowerCase() !== lower) };
}

/** The same with a member more in a list of names. */
export function addMember(answer: Answer, name: string, member: string): Answer {
  const members = (getHeader(answer.headers, name) ?? "").split(",").map((one) => one.trim());
  const kept = members.filter((one) => one !== "");
  return setLine(answer, name, (kept.includes(member) ? kept : [...kept, member]).join(", "));
}
