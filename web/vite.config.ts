import { defineConfig } from "vite";

/**
 * Everything below `assets/` is named by its content, so that browsers may keep it for ever; `index.html` is all that
 * changes in place.
 */
export default defineConfig({
  // Plain calls of `h` are smaller than those of the automatic runtime.
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: 'import { Fragment, h } from "preact"',
  },
  build: {
    target: "es2022",
    // The site's Content-Security-Policy refuses `data:` addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
