import { describe, expect, test } from "vitest";
import { CannotRun } from "../cannot-run.ts";
import { assumedOrigin } from "./assumed-origin.ts";
import type { CheckOptions } from "./options.ts";
import { readWanted } from "./wanted.ts";

const OPTIONS: CheckOptions = { maxRequests: 80, timeout: 10_000 };
const USERS = "https://api.example.com/users";

async function failure(target: readonly string[], options: Partial<CheckOptions> = {}): Promise<CannotRun> {
  try {
    await readWanted(target, { ...OPTIONS, ...options });
  } catch (error) {
    if (error instanceof CannotRun) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("what is asked about", () => {
  test("a URL and options", async () => {
    const { request, origins, notes } = await readWanted([`${USERS}#top`], {
      ...OPTIONS,
      origin: ["https://a.example", "https://b.example", "https://a.example"],
      method: "put",
      header: ["X-A: 1", "X-A:", "Content-Type:  application/json "],
      body: "{}",
      credentials: true,
    });
    expect(request).toMatchObject({
      url: USERS,
      method: "PUT",
      headers: [
        ["X-A", "1"],
        ["X-A", ""],
        ["Content-Type", "application/json"],
      ],
      body: "{}",
      credentials: "include",
    });
    expect(origins).toEqual(["https://a.example", "https://b.example"]);
    expect(notes).toEqual([]);
  });

  test("a body makes it a POST, and patch is not PATCH", async () => {
    expect((await readWanted([USERS], { ...OPTIONS, body: "x" })).request.method).toBe("POST");
    expect((await readWanted([USERS], { ...OPTIONS, method: "patch" })).request.method).toBe("patch");
  });

  test("a curl command as words, whatever is in them", async () => {
    const words = ["curl", USERS, "-H", "Origin: https://a.example", "-H", `X-Odd: it's "a" $(b) \\ c`, "-X", "DELETE"];
    const { request, origins } = await readWanted(words, OPTIONS);
    expect(request).toMatchObject({ url: USERS, method: "DELETE", headers: [["X-Odd", `it's "a" $(b) \\ c`]] });
    expect(origins).toEqual(["https://a.example"]);
  });

  test("a curl command in one piece, and options that go beyond it", async () => {
    const text = `curl '${USERS}' -H 'Origin: https://a.example' --compressed`;
    const { request, origins } = await readWanted([text], {
      ...OPTIONS,
      origin: ["https://b.example"],
      credentials: true,
    });
    expect([request.credentials, origins]).toEqual(["include", ["https://b.example"]]);
  });

  test("a copied fetch", async () => {
    const text = `fetch("${USERS}", { "headers": { "x-a": "1" }, "method": "POST", "body": "a", "credentials": "include" });`;
    expect((await readWanted([text], OPTIONS)).request).toMatchObject({
      url: USERS,
      method: "POST",
      headers: [["x-a", "1"]],
      body: "a",
      credentials: "include",
    });
  });
});

describe("what makes no sense is said with its fix", () => {
  test.each([
    [
      ["api.example.com/x"],
      {},
      '"api.example.com/x" is no URL of http or https',
      "give one: https://api.example.com/x",
    ],
    [["localhost:3000"], {}, '"localhost:3000" is no URL of http or https', "give one: http://localhost:3000/"],
    [["ws://127.0.0.1:80/x"], {}, '"ws://127.0.0.1:80/x" is no URL of http or https', "give one: http://127.0.0.1/x"],
    [["ftp://a.example/"], {}, '"ftp://a.example/" is no URL of http or https', "give one: https://a.example/"],
    [[""], {}, '"" is no URL of http or https', "give one: https://api.example.com/users"],
    [
      ["https://u:p@a.example/"],
      {},
      "a page cannot fetch a URL with a user name",
      'give https://a.example/ and --header "Authorization: …"',
    ],
    [
      [USERS, "https://b.example"],
      {},
      `there is more than one target: ${USERS} https://b.example`,
      `give one, in quotation marks: "${USERS}"`,
    ],
    [[USERS], { method: "TRACE" }, 'no page can send the method "TRACE"', "give one such as GET, PUT or DELETE"],
    [[USERS], { method: "A B" }, 'no page can send the method "A B"', "give one such as GET, PUT or DELETE"],
    [[USERS], { header: ["nope"] }, '"nope" is no header', 'write it as --header "X-Api-Version: 2"'],
    [
      [USERS],
      { header: ["origin: https://app.example.com"] },
      "a page cannot set the header origin: browsers do",
      "give --origin https://app.example.com",
    ],
    [
      [USERS],
      { header: ["Cookie: a=b"] },
      "a page cannot set the header Cookie: browsers do",
      "give --credentials, with which the page sends cookies",
    ],
    [[USERS], { header: ["Host: a"] }, "a page cannot set the header Host: browsers do", "leave it out"],
    [[USERS], { header: ["a: x\r\nb: 1"] }, '"a: x\\r\\nb: 1" is no header', 'write it as --header "X-Api-Version: 2"'],
    [
      [USERS],
      { method: "GET", body: "x" },
      "a page cannot send a body with GET",
      "add --method POST, or leave out --body",
    ],
    [
      [USERS],
      { origin: ["https://a.example/"] },
      '--origin: "https://a.example/" is not an origin pattern: it ends with a slash',
      '--origin "https://a.example"',
    ],
    [
      [USERS],
      { origin: ["https://*.a.example"] },
      '--origin: "https://*.a.example" is a pattern, and pages have one origin each',
      '--origin "https://app.example.com"',
    ],
    [["curl", "-X"], {}, "The option -X has no value.", "Copy the whole command, down to its last line."],
  ] as const)("%j %j", async (target, options, message, fix) => {
    const error = await failure(target, options);
    expect([error.message, error.fix]).toEqual([message, fix]);
  });

  test("a host of which URL.canParse is true and at which URL throws is no URL", async () => {
    const error = await failure([`https://${"GET,".repeat(5000)}/`]);
    expect(error.message).toMatch(/ is no URL of http or https$/);
  });
});

describe("an origin that nobody gave is assumed, and said", () => {
  test.each([
    ["https://api.example.com/x", "https://example.com"],
    ["https://a.b.example.co.uk/", "https://example.co.uk"],
    ["https://example.com/", "https://www.example.com"],
    ["https://mine.workers.dev/", "https://www.mine.workers.dev"],
    ["http://intranet.example.com:8080/", "http://example.com"],
    ["http://localhost:8787/", "http://localhost:3000"],
    ["http://localhost:3000/", "http://localhost:5173"],
    ["https://127.0.0.1:8443/", "https://localhost:3000"],
    ["https://192.0.2.1/", "https://app.example.com"],
  ])("%s: %s", (server, origin) => {
    expect(assumedOrigin(new URL(server))).toBe(origin);
  });

  test("the server's own origin is none to check", async () => {
    const { notes } = await readWanted([USERS], { ...OPTIONS, origin: ["https://api.example.com"] });
    expect(notes).toEqual(["https://api.example.com is the server's own origin: CORS is not for its pages."]);
  });

  test("in a note", async () => {
    const { origins, notes } = await readWanted([USERS], OPTIONS);
    expect(origins).toEqual(["https://example.com"]);
    expect(notes).toEqual(["No --origin was given; https://example.com is assumed to be one that is to be let in."]);
  });
});
