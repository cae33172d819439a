import { cors } from "corskit";

const DEPLOYED = ["https://rides.example.com", "https://*--rides.netlify.app"];
const HERE = ["http://*--rides.localhost:8820"];

export const policy = cors({ allowOrigins: process.env.NODE_ENV === "production" ? DEPLOYED : [...DEPLOYED, ...HERE] });

export const fetch = policy.wrap(() => Response.json({ to: "Bern" }));
