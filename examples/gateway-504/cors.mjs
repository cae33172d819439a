import { cors } from "corskit";

export const policy = cors({ allowOrigins: ["http://app.localhost:8810"] });
