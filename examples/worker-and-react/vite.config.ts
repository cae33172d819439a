import { defineConfig } from "vite";

export default defineConfig({ root: "page", server: { strictPort: true } });
