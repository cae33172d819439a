import { expect, test } from "vitest";
import { DEFAULT_PAGE } from "./defaults.ts";
import { answer, API, policy, raw, simple } from "./gallery/build.ts";
import { allUrls, hopUrls } from "./hops.ts";

const to = (location: string) => simple(answer(302, `Location: ${location}`));
const END = simple(answer(200));
const CDN = "https://cdn.example/x";

test.each<[what: string, server: Parameters<typeof raw>, urls: readonly string[]]>([
  ["one answer", [END], [API]],
  ["a redirect", [to(CDN), END], [API, CDN]],
  ["a relative one", [to("?page=2"), END], [API, `${API}?page=2`]],
  ["a fragment, which servers never see", [to(`${CDN}#top`), END], [API, CDN]],
  ["a user name, which is no part of it", [to("https://a:b@cdn.example/x"), END], [API, CDN]],
  ["back to the first, which answers again", [to(CDN), to(API), END], [API, CDN]],
  ["nothing leads to the last", [END, END], [API]],
  ["what is no URL leads nowhere", [to("https://["), END], [API]],
  ["a Location without a redirect", [simple(answer(201, `Location: ${CDN}`)), END], [API]],
  ["two Locations are none", [simple(answer(302, `Location: ${CDN}`, `Location: ${CDN}`)), END], [API]],
])("%s", (_, server, urls) => {
  expect(hopUrls({ page: DEFAULT_PAGE, server: raw(...server) })).toEqual(urls);
});

test("where the last one leads belongs to all URLs", () => {
  expect(allUrls({ page: DEFAULT_PAGE, server: raw(to(CDN)) })).toEqual([API, CDN]);
});

test("a policy's handler redirects to a path of its own", () => {
  expect(hopUrls({ page: DEFAULT_PAGE, server: policy("{}") })).toEqual([API, "https://api.example.com/moved"]);
});
