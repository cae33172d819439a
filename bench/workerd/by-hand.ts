import { setHeaders } from "../contenders/by-hand.ts";
import { served } from "./served.ts";

export default { fetch: (request: Request): Response => setHeaders(request, served(request)) };
