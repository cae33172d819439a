const CHUNK = new Uint8Array(64 * 1024);

/** Answers `?bytes=` with a stream of so many, and with a small text otherwise. */
export function served(request: Request): Response {
  let left = Number(new URL(request.url).searchParams.get("bytes"));
  if (left === 0) return new Response("hello");
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(CHUNK);
      left -= CHUNK.length;
      if (left <= 0) controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/octet-stream" } });
}
