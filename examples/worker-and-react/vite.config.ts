import { defineConfig } from "vite";

export default defineConfig({ root: "page", oxc: { jsx: { runtime: "automatic" } }, server: { strictPort: true } });
