import { describe, expect, test } from "vitest";
import { parseCurl } from "./parse-curl.ts";
import type { PastedRequest } from "./pasted.ts";

const PLAIN: PastedRequest = {
  url: "https://api.example.com/rides",
  origin: null,
  method: "GET",
  headers: [],
  body: null,
  credentials: "same-origin",
  mode: "cors",
  redirect: "follow",
  notes: [],
};
const URLENCODED = ["Content-Type", "application/x-www-form-urlencoded"] as const;
const U = "https://api.example.com/rides";

/** The request without its notes, which have tests of their own. */
function read(command: string): PastedRequest {
  const request = parseCurl(command);
  if ("fix" in request) return expect.fail(`${request.message} ${request.fix}`);
  return { ...request, notes: [] };
}

describe("commands that are typed by hand", () => {
  test.each<[command: string, differs: Partial<PastedRequest>]>([
    [`curl ${U}`, {}],
    [`  $ curl ${U}  `, {}],
    [`/usr/bin/curl -sS ${U} ;`, {}],
    [`curl.exe "${U}"`, {}],
    [`curl --url ${U}`, {}],
    [`curl --url=${U}`, {}],
    [`curl -- ${U}`, {}],
    [`curl -X DELETE ${U}`, { method: "DELETE" }],
    [`curl -XDELETE ${U}`, { method: "DELETE" }],
    [`curl --request=PATCH ${U}`, { method: "PATCH" }],
    [`curl -sSLX PUT ${U}`, { method: "PUT" }],
    [`curl -X put ${U}`, { method: "PUT" }],
    [`curl -X patch ${U}`, { method: "patch" }],
    [`curl -I ${U}`, { method: "HEAD" }],
    [`curl --head ${U}`, { method: "HEAD" }],
    [
      `curl -H 'X-A: 1' -H "X-B: it's" --header X-C:3 ${U}`,
      {
        headers: [
          ["X-A", "1"],
          ["X-B", "it's"],
          ["X-C", "3"],
        ],
      },
    ],
    [
      `curl -H 'X-A: 1' -H 'X-A: 2' ${U}`,
      {
        headers: [
          ["X-A", "1"],
          ["X-A", "2"],
        ],
      },
    ],
    [`curl -H 'X-Empty;' ${U}`, { headers: [["X-Empty", ""]] }],
    [`curl -d a=1 ${U}`, { method: "POST", body: "a=1", headers: [URLENCODED] }],
    [`curl -d a=1 --data b=2 --data-raw '@c' ${U}`, { method: "POST", body: "a=1&b=2&@c", headers: [URLENCODED] }],
    [`curl -d '' ${U}`, { method: "POST", body: "", headers: [URLENCODED] }],
    [`curl -d a=1 -X PUT ${U}`, { method: "PUT", body: "a=1", headers: [URLENCODED] }],
    [`curl -G -d a=1 -d b=2 ${U}?c=3`, { url: `${U}?c=3&a=1&b=2` }],
    [`curl --url-query a=1 ${U}`, { url: `${U}?a=1` }],
    [
      `curl --data-urlencode 'n=é &' --data-urlencode '=a=b' ${U}`,
      { method: "POST", body: "n=%C3%A9%20%26&a%3Db", headers: [URLENCODED] },
    ],
    [
      `curl -H 'Content-Type: text/plain' -d x ${U}`,
      { method: "POST", body: "x", headers: [["Content-Type", "text/plain"]] },
    ],
    [`curl -H 'content-type:' -d x ${U}`, { method: "POST", body: "x" }],
    [
      `curl --json '{"a":1}' ${U}`,
      {
        method: "POST",
        body: '{"a":1}',
        headers: [
          ["Content-Type", "application/json"],
          ["Accept", "application/json"],
        ],
      },
    ],
    [`curl -u me:pass ${U}`, { headers: [["Authorization", "Basic bWU6cGFzcw=="]] }],
    [`curl -u me ${U}`, { headers: [["Authorization", "Basic bWU6"]] }],
    ["curl https://me:p%20s@api.example.com/rides", { headers: [["Authorization", "Basic bWU6cCBz"]] }],
    [`curl --oauth2-bearer t ${U}`, { headers: [["Authorization", "Bearer t"]] }],
    [`curl -r 0-9 ${U}`, { headers: [["Range", "bytes=0-9"]] }],
    [`curl -b a=b ${U}`, { credentials: "include" }],
    [`curl -H 'Cookie: a=b' ${U}`, { credentials: "include" }],
    [`curl -H 'Origin: https://app.example.com' ${U}`, { origin: "https://app.example.com" }],
    [`curl -H 'Origin: null' ${U}`, { origin: "null" }],
    [`curl -e https://app.example.com/a?b ${U}`, { origin: "https://app.example.com" }],
    [`curl -H 'Origin: https://a.example' -e https://b.example/ ${U}`, { origin: "https://a.example" }],
    [`curl -H 'Origin: capacitor://localhost' ${U}`, { origin: "capacitor://localhost" }],
    [`curl -k --compressed --resolve api.example.com:443:127.0.0.1 -o /dev/null -m 5 ${U}`, {}],
    [`curl -A me -vsi ${U} | jq .`, { headers: [["User-Agent", "me"]] }],
    [`curl ${U} > out.json 2>&1`, {}],
    ["curl localhost:8080/x", { url: "http://localhost:8080/x" }],
    ["curl HTTPS://API.example.com:443/rides", {}],
    ["curl 'https://api.example.com/rides'#x", { url: "https://api.example.com/rides#x" }],
    [`curl ${U} # a comment 'unclosed`, {}],
    [`curl \\\n  -H 'X-A: 1' \\\r\n  ${U}`, { headers: [["X-A", "1"]] }],
    [`curl \\  \n  -H 'X-A: 1' \`\n  ${U}`, { headers: [["X-A", "1"]] }],
    [`curl ${U}\n  -H 'X-A: 1'`, { headers: [["X-A", "1"]] }],
  ])("%s", (command, differs) => expect(read(command)).toEqual({ ...PLAIN, ...differs }));

  test("multipart is written out", () => {
    const { body, headers, method } = read(`curl -F a=b -F 'f=@x/y.png;type=image/png' --form-string 'c=@d' ${U}`);
    expect(method).toBe("POST");
    const [, boundary] = /boundary=(.+)$/.exec(headers[0]?.[1] ?? "") ?? [];
    expect(body).toBe(
      [
        `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n`,
        `--${boundary}\r\nContent-Disposition: form-data; name="f"; filename="y.png"\r\nContent-Type: image/png\r\n\r\n\r\n`,
        `--${boundary}\r\nContent-Disposition: form-data; name="c"\r\n\r\n@d\r\n`,
        `--${boundary}--\r\n`,
      ].join(""),
    );
  });
  test("a preflight request stands for the request that it asks for", () => {
    const command = `curl -i -X OPTIONS ${U} -H 'Origin: https://app.example.com' -H 'Access-Control-Request-Method: put' -H 'Access-Control-Request-Headers: authorization,x-a, content-type'`;
    expect(read(command)).toEqual({
      ...PLAIN,
      origin: "https://app.example.com",
      method: "PUT",
      headers: [
        ["authorization", "Bearer token"],
        ["x-a", "1"],
        ["content-type", "application/json"],
      ],
    });
    expect(read(`curl -H 'Access-Control-Request-Method: PUT' ${U}`)).toEqual(PLAIN);
    expect(read(`curl -X OPTIONS ${U}`)).toEqual({ ...PLAIN, method: "OPTIONS" });
  });
});

describe("quoting", () => {
  test.each([
    ["'a b'", "a b"],
    ['"a b"', "a b"],
    [`'a'"b"c`, "abc"],
    ["a\\ b", "a b"],
    ["'it'\\''s'", "it's"],
    ['"a\\"b\\\\c\\$d\\`e\\f"', 'a"b\\c$d`e\\f'],
    ['"a\\\nb"', "ab"],
    ["$'a\\tb\\'c\\x41\\101\\u00e9\\U1F600\\n'", "a\tb'cAAé😀\n"],
    ["$'\\ud83d\\ude00'", "😀"],
    ["$'\\xc3\\xa9'", "é"],
    ["$'\\q\\\\'", "\\q\\"],
    ["'é 😀'", "é 😀"],
    ["'$HOME `id` $(id) !!'", "$HOME `id` $(id) !!"],
    ['"$HOME"', "$HOME"],
    ['"$(id "x")"', '$(id "x")'],
    ["${A:-b c}", "${A:-b c}"],
    ["$", "$"],
    ["*?[a]{b,c}~", "*?[a]{b,c}~"],
    ["''", ""],
    ['$"a"', "a"],
  ])("%s", (word, value) => expect(read(`curl --data-raw ${word} ${U}`).body).toBe(value));

  test("of header values are bytes", () => {
    expect(read(`curl -H 'X-A: é' -H $'X-B: \\xe9' ${U}`).headers).toEqual([
      ["X-A", "Ã©"],
      ["X-B", "é"],
    ]);
  });
});

describe("what browsers copy", () => {
  test("Chrome, for bash", () => {
    const command = `curl 'https://api.example.com/rides?q=%7B' \\
  -X 'PUT' \\
  -H 'accept: */*' \\
  -H 'accept-language: en-US,en;q=0.9' \\
  -b 'sid=1; theme=dark' \\
  -H 'cache-control: no-cache' \\
  -H 'content-type: application/json' \\
  -H 'origin: https://app.example.com' \\
  -H 'pragma: no-cache' \\
  -H 'priority: u=1, i' \\
  -H 'referer: https://app.example.com/' \\
  -H 'sec-ch-ua: "Chromium";v="156"' \\
  -H 'sec-fetch-mode: cors' \\
  -H 'sec-fetch-site: same-site' \\
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \\
  -H 'x-request-id: 7' \\
  --data-raw $'{"name":"it\\'s\\u0021"}' \\
  --insecure`;
    expect(parseCurl(command)).toEqual({
      ...PLAIN,
      url: "https://api.example.com/rides?q=%7B",
      origin: "https://app.example.com",
      method: "PUT",
      headers: [
        ["content-type", "application/json"],
        ["x-request-id", "7"],
      ],
      body: '{"name":"it\'s!"}',
      credentials: "include",
      notes: [
        "Left out, since a page has no part in them: --insecure.",
        "Left out, since a browser sets them itself: accept, accept-language, cache-control, pragma, priority, sec-ch-ua, sec-fetch-mode, sec-fetch-site, user-agent.",
        "The cookies are left out: a page cannot set them. With credentials: include the browser sends those that it has.",
      ],
    });
  });
  test("Firefox", () => {
    const command = `curl 'https://api.example.com/rides' --compressed -X POST -H 'User-Agent: Mozilla/5.0 (X11; rv:153.0)' -H 'Accept: application/json' -H 'Accept-Language: en-US' -H 'Accept-Encoding: gzip' -H 'Referer: https://app.example.com/' -H 'Origin: https://app.example.com' -H 'DNT: 1' -H 'Connection: keep-alive' -H 'Sec-Fetch-Mode: no-cors' -H 'Priority: u=4' -H 'TE: trailers' --data-raw 'a=1'`;
    expect(read(command)).toEqual({
      ...PLAIN,
      origin: "https://app.example.com",
      method: "POST",
      headers: [["Accept", "application/json"], URLENCODED],
      body: "a=1",
      mode: "no-cors",
    });
  });
  test("Chrome, for cmd", () => {
    const command = `curl ^"https://api.example.com/rides?a=1^&b=^%^7B^" ^
  -X ^"PUT^" ^
  -H ^"content-type: application/json^" ^
  -H ^"x-path: C:^\\^\\x^" ^
  --data-raw ^"^{^\\^"a^\\^":^\\^"b c^\\^"^}^"`;
    expect(read(command)).toEqual({
      ...PLAIN,
      url: "https://api.example.com/rides?a=1&b=%7B",
      method: "PUT",
      headers: [
        ["content-type", "application/json"],
        ["x-path", "C:\\\\x"],
      ],
      body: '{"a":"b c"}',
    });
  });
  test("Chrome, for cmd, with a line break in the body", () => {
    expect(read(`curl ^"${U}^" --data-raw ^"a^\n\nb^"`).body).toBe("a\nb");
    expect(read(`curl "${U}" ^\r\n -H "x: a^^b" --data-raw "a ""b"""`)).toMatchObject({
      headers: [["x", "a^^b"], URLENCODED],
      body: 'a "b"',
    });
  });
});

describe("notes tell what was left out", () => {
  test.each([
    [`curl ${U} | jq`, /^The command ends at the \| in line 1, which is not quoted: what follows is left out\.$/],
    ["curl https://api.example.com/rides?a=1&b=2", /ends at the & in line 1/],
    [`curl ${U}\nls`, /^What follows the first command, from line 1 on, is left out\.$/],
    [`curl -H "Authorization: $TOKEN" ${U}`, /would put something in the place of \$TOKEN; here it stays/],
    [`curl -H "Authorization: $(cat token)" ${U}`, /\$\(cat token\)/],
    ["curl api.example.com", /has no scheme: it is read with http/],
    [`curl ${U} https://b.example/`, /Only the first of 2 URLs/],
    [`curl -d @f ${U}`, /What -d reads from the file f is not known here/],
    [`curl --data-urlencode a@f ${U}`, /What --data-urlencode reads from the file f/],
    [`curl -T f ${U}`, /What -T reads from the file f/],
    [`curl -X put ${U}`, /cannot send put: fetch writes it PUT/],
    [`curl -k -x proxy:1 ${U}`, /a page has no part in them: -k, -x\./],
    [`curl ${U} --next https://b.example/`, /What follows --next is left out/],
    [`curl -H nothing ${U}`, /no colon: -H "nothing"/],
    [`curl -H 'a b: c' ${U}`, /no name of a header: "a b"/],
    [`curl -H $'X-A: b\\nc' ${U}`, /line break or a NUL: X-A/],
    [`curl -H @file ${U}`, /The headers in the file "file"/],
    [`curl -H 'Origin: nonsense' ${U}`, /no origin: "nonsense"/],
    [`curl -u a:b ${U}`, /read as an Authorization header/],
    [`curl -I -d x ${U}`, /HEAD has none/],
    [`curl -H 'Sec-Fetch-Mode: navigate' ${U}`, /A navigation was pasted/],
  ])("%s", (command, note) => {
    const request = parseCurl(command);
    expect("notes" in request ? request.notes.join("\n") : request).toMatch(new RegExp(note.source, "m"));
  });
});

describe("what cannot be read is told with its place and the fix", () => {
  test.each([
    ["", "There is nothing here."],
    ["  \n", "There is nothing here."],
    ["wget https://a.example/", 'This is no curl command: it begins with "wget".'],
    ["curl", "The command has no URL."],
    ["curl -X", "The option -X has no value."],
    ["curl --request", "The option --request has no value."],
    [`curl --no-such ${U}`, `curl's option "--no-such" is not known here, nor whether a value follows it.`],
    [`curl -~ ${U}`, `curl's option "-~" is not known here, nor whether a value follows it.`],
    [`curl \\\n 'https://a.example`, "The ' in line 2 is not closed."],
    [`curl "https://a.example`, 'The " in line 1 is not closed.'],
    [`curl $'https://a.example\\'`, "The $' in line 1 is not closed."],
    ["curl https://[", 'This is no URL: "https://[".'],
    ["curl “https://a.example/”", 'This is no URL: "“https://a.example/”".'],
    [`curl -X 'A B' ${U}`, 'The method is no token: "A B".'],
    [`curl ${"a".repeat(100_000)}`, "This has 100005 characters; at most 100000 are read."],
  ])("%.60s", (command, message) => {
    const error = parseCurl(command);
    expect(error).toMatchObject({ message });
    expect("fix" in error && error.fix).toMatch(/^[A-Z].{8,}\.$/);
  });
});
