import { cors } from "corskit";
import { withCors } from "corskit/workers";
import { handle } from "./rides.ts";

const policyOf = ({ PAGES }: { PAGES: string }) => cors({ allowOrigins: PAGES.split(" ") });

export default withCors(policyOf, { fetch: handle });
