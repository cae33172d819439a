import { withCors } from "../../src/workers/index.ts";
import { CONFIG } from "../contenders/asked.ts";
import { served } from "./served.ts";

export default withCors(CONFIG, { fetch: served });
