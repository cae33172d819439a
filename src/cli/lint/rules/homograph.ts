import { domainToUnicode } from "node:url";
import { fillIn, originParts } from "../../../policy/origin.ts";
import { patternsOf, seen, type Rule } from "./rule.ts";

/**
 * Letters of other alphabets that look like ASCII ones in the usual fonts: the common part of Unicode's confusables
 * (https://www.unicode.org/Public/security/latest/confusables.txt).
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  "аɑαａ:a ьƅ:b сϲⅽ:c ԁⅾ:d еҽ:e ƒ:f ɡց:g һհ:h іıⅰιɩ:i јϳ:j κк:k ӏⅼǀ:l ⅿ:m ոп:n оοօσ:o рρ:p ԛգ:q гɾ:r ѕ:s тτ:t υսʋ:u ѵνⅴ:v ԝшա:w хⅹ:x уγү:y ᴢ:z"
    .split(" ")
    .flatMap((entry) => {
      const [others = "", ascii = ""] = entry.split(":");
      return [...others].map((letter) => [letter, ascii]);
    }),
);

/** A host or label as the eye reads it: Punycode undone, look-alikes and accents as their ASCII letters. */
export function skeletonOf(name: string): string {
  return toLatin(unicodeOf(name)).normalize("NFD").replace(/\p{M}/gu, "");
}

/** Empty for what is no valid Punycode. */
function unicodeOf(name: string): string {
  return name.includes("xn--") ? domainToUnicode(name) : name;
}

function toLatin(text: string): string {
  return Array.from(text, (letter) => LOOK_ALIKES[letter] ?? letter).join("");
}

/** International hosts that read as ASCII ones, which somebody else has registered. */
export const homograph: Rule = (config) =>
  patternsOf(config).flatMap((listed) => {
    const { host } = originParts(fillIn(listed.pattern)) ?? { host: "" };
    if (!host.includes("xn--")) return [];
    const shown = unicodeOf(host);
    const read = toLatin(shown);
    // Accents are seen; letters of another alphabet throughout a label are a language. All of a label in ASCII is neither.
    const isDisguised = shown
      .split(".")
      .some((label, i) => /[^\0-\x7f]/.test(label) && /^[\0-\x7f]+$/.test(read.split(".")[i] ?? ""));
    if (!isDisguised) return [];
    return [
      {
        code: "homograph-origin",
        severity: config.allowCredentials ? "error" : "warning",
        message: `${listed.pattern} is ${shown}, which reads as ${read} and is another host`,
        cause: "its letters are of another alphabet and look the same: that is how hosts are faked",
        fix: `make sure that you own ${host}; if ${read} was meant, type it`,
        snippet: `${JSON.stringify(listed.pattern.replace(host, read))},`,
        evidence: [seen(listed)],
      },
    ];
  });
