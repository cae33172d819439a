/** A handler on the Web's Fetch API. `Rest` is what the platform passes besides: Workers pass `env, ctx`. */
export type FetchHandler<R extends Request = Request, Rest extends unknown[] = []> = (
  request: R,
  ...rest: Rest
) => Response | Promise<Response>;
