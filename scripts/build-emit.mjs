// Puts the YAML library into the one built file of corskit/emit that needs it: tsc leaves the import as it is.
import { bundle } from "./bundle.mjs";

const entry = "src/emit/documents.ts";
await bundle({ entryPoints: [entry], outdir: "dist/emit", platform: "neutral" });
