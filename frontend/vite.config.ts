import { existsSync, readdirSync } from "node:fs";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** One page for each folder here that holds a main.ts or main.tsx, named after the folder. */
const pages = Object.fromEntries(
  readdirSync(import.meta.dirname)
    .flatMap((folder) => [`${folder}/main.ts`, `${folder}/main.tsx`].map((entry) => [folder, entry]))
    .filter(([, entry]) => existsSync(`${import.meta.dirname}/${entry}`)),
);

export default defineConfig({
  base: "/static/app/",
  plugins: [react()],
  build: {
    manifest: "manifest.json",
    outDir: "dist",
    emptyOutDir: true,
    chunkSizeWarningLimit: 900,
    rollupOptions: { input: pages },
  },
});
