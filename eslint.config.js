import { readdirSync, readFileSync } from "node:fs";
import js from "@eslint/js";

const ASSETS = "scripts/pipeline/doors/explorer/assets";
// What the page uses of the browser. A full list would hide a forgotten import of `name` or `Text`.
const BROWSER = [
  "Blob",
  "CSS",
  "ResizeObserver",
  "URL",
  "URLSearchParams",
  "addEventListener",
  "atob",
  "clearTimeout",
  "document",
  "history",
  "location",
  "navigator",
  "print",
  "matchMedia",
  "removeEventListener",
  "requestAnimationFrame",
  "scrollTo",
  "scrollY",
  "setTimeout",
];
// The vendored libraries, and the names that they leave in the window.
const LIBRARIES = ["fflate", "htmPreact", "TableCore", "d3", "vega", "vegaLite"];

// The scripts of the page share one scope: what one file declares at its top, the others can use.
const files = readdirSync(ASSETS).filter((name) => name.endsWith(".js"));
const declared = new Map(
  files.map((name) => {
    const source = readFileSync(`${ASSETS}/${name}`, "utf8");
    return [
      name,
      [...source.matchAll(/^(?:const|let|function|class) (\w+)/gm)].map(([, it]) => it),
    ];
  }),
);
const readonly = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

export default [
  js.configs.recommended,
  {
    files: [`${ASSETS}/*.js`],
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: "script",
      globals: readonly([...BROWSER, ...LIBRARIES]),
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 12],
      eqeqeq: "error",
      "max-len": ["error", 100],
      "max-lines": ["error", 250],
      "no-implicit-globals": ["error", { lexicalBindings: true }],
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_" }],
      "no-var": "error",
      "one-var": ["error", "never"],
      "prefer-const": "error",
      strict: ["error", "global"],
    },
  },
  ...files.map((name) => ({
    files: [`${ASSETS}/${name}`],
    languageOptions: {
      globals: readonly(
        files.filter((other) => other !== name).flatMap((other) => declared.get(other)),
      ),
    },
  })),
];
