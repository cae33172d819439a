import { handle } from "./rides.ts";

export default {
  fetch: handle,
};
