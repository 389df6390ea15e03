import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { exampleImports } from "./tools/lint/example-imports.mjs";
import groundplan from "./tools/lint/plugin.mjs";

/** Files that are linted with their types, which finds promises that nobody awaits. */
const TYPED = [
  ...["main.ts", "environments", "modules", "policies", "stacks", "testing", "tools"].map((name) =>
    name.endsWith(".ts") ? name : `${name}/**/*.ts`,
  ),
  "examples/*/*.ts",
  "examples/*/!(tests)/**/*.ts",
];
const barrel = {
  regex: "^@cdktf/provider-aws$",
  message: "The barrel costs 2 s and 576 MB per process; import @cdktf/provider-aws/lib/<type>.",
};
const behindTheDoor = {
  regex:
    "(^|/)(modules/(?!((api|compute|data|edge)/|messaging/(?=topics|events)|delivery/(?=deployments|images|pipelines))?[^/]+$)|(environments|policies)/.)",
  message: "Enter a folder by its index.ts.",
};
const behindPolicies = {
  regex: "(^|/)policies/(?!(?:catalogue|refusals)$)[^/]+",
  message: "Enter policies by its index.ts.",
};
const onlyCore = {
  regex: "(^|/)modules/(?!core$)[^/]+",
  message: "Tools know Terraform's JSON, not our modules: of these they import modules/core.",
};
/** A module reaches the kernel only; `depth` folders are between module and file, `own` of them of its family. */
const onlyKernel = (depth, own) => ({
  regex: `^(?:\\.\\./){${own + 1}}(?!(?:\\.\\./){${depth - own}}(?:core|environment)$)`,
  message: "A module imports ../core and ../environment, and nothing else of the project.",
});
const withoutCdktf = {
  regex: "(^|/)(modules|tools|policies|stacks|environments|app|tests)(/|$)",
  message: "testing/local imports its own files and packages: programs load it without cdktf.",
};
const TOOLS =
  "attest(?=/)|commands|benchmark|cost|deployment|diagram|emulation|export|iam-data|preflight|rehearsal|report(?!-)";

const toolFolder = (files, refused, message) => ({
  files: [files],
  patterns: [barrel, behindPolicies, onlyCore, { regex: `^(\\.\\./)+(${refused})(/|$)`, message }],
});

/** Import arrows between folders: one rule per folder; relative paths out of a module lead to ../core only. */
const folders = [
  { files: ["main.ts"], patterns: [barrel, behindTheDoor] },
  {
    files: ["environments/**"],
    patterns: [
      {
        regex: "^(?!\\./|zod$|\\.\\./modules/environment$)",
        message: "Environments are data: they import zod, modules/environment and one another only.",
      },
    ],
  },
  {
    files: ["modules/core/*"],
    patterns: [barrel, { regex: "^\\.\\./", message: "The kernel imports no other folder." }],
  },
  {
    files: ["modules/core/*/*"],
    patterns: [barrel, { regex: "^\\.\\./\\.\\./", message: "The kernel imports no other folder." }],
  },
  ...[0, 1, 2].map((depth) => ({
    files: [`modules/!(core)/${"*/".repeat(depth)}*`],
    patterns: [barrel, onlyKernel(depth, depth === 2 ? 1 : 0)],
  })),
  { files: ["testing/local/**"], patterns: [withoutCdktf] },
  {
    files: ["testing/*.ts"],
    patterns: [
      barrel,
      {
        regex: "^\\.\\./(?!modules/core$|tools/rehearsal(/load)?$)",
        message: "testing imports modules/core and tools/rehearsal, and nothing else of the project.",
      },
    ],
  },
  {
    files: ["stacks/**"],
    patterns: [
      barrel,
      behindTheDoor,
      {
        regex: "^(\\.\\./)+(tools|testing|tests|main|web)",
        message: "A stack imports modules, waivers and the environment's type.",
      },
      {
        regex: "^(\\.\\./)+app/(?!contract$)",
        message: "A stack and the application share ../app/contract, which is data, and nothing else.",
      },
    ],
  },
  ...exampleImports,
  {
    files: ["policies/**"],
    patterns: [
      barrel,
      {
        regex: "^(?:cdktf|constructs|@cdktf/)|(^|/)(modules|stacks|environments|testing|tools)(/|$)",
        message: "Policies judge plain JSON.",
      },
    ],
  },
  {
    files: ["app/contract/**"],
    patterns: [{ regex: "^(?!\\./)", message: "The contract is data: it imports nothing." }],
  },
  {
    files: ["app/src/domain/**"],
    patterns: [{ regex: "^(?!\\./)", message: "The domain knows no AWS, no database and no HTTP; declare a port." }],
  },
  {
    files: ["app/!(contract)/**", "web/**"],
    ignores: ["app/src/domain/**"],
    patterns: [
      {
        regex: "^(\\.\\./)+(modules|stacks|environments|policies|tools|tests)(/|$)",
        message: "The application is deployed by the platform and knows nothing of it but app/contract.",
      },
    ],
  },
  {
    files: ["tools/runner/**"],
    patterns: [
      barrel,
      behindPolicies,
      onlyCore,
      {
        regex: `^(\\.\\./)+(${TOOLS}|testing|stacks|environments|main)(/|$)`,
        message: "The runner is below all other tools: it imports modules/core and policies.",
      },
    ],
  },
  toolFolder(
    "tools/!(runner|commands|report)/**",
    TOOLS,
    "A tool imports the runner and no other tool; commands combine tools.",
  ),
  toolFolder("tools/report/**", TOOLS.replace(/(cost|diagram)\|/g, ""), "The report imports cost and diagram only."),
  {
    files: ["tools/commands/**"],
    patterns: [
      barrel,
      behindPolicies,
      onlyCore,
      {
        regex: "^\\.\\./rehearsal/(?!load$)",
        message: "Enter the rehearsal by its index.ts, or by load.ts if its optional packages may be missing.",
      },
    ],
  },
  {
    files: ["tests/**"],
    ignores: [
      "tests/environments/**",
      "tests/snapshots/**",
      "tests/main.test.ts",
      "tests/adopter.proof.test.ts",
      "tests/tools/commands/promote.test.ts",
    ],
    patterns: [
      barrel,
      {
        regex: "^(?!.*/fixtures/)(\\.\\./)+environments$",
        importNames: ["environments", "tooling"],
        message: "The environments belong to adopters: test with the values of tests/fixtures/environments.",
      },
    ],
  },
  {
    files: ["examples/*/tests/**"],
    patterns: [
      {
        regex: "^(?!.*/fixtures/)(\\.\\./)+environments(/|$)",
        importNames: ["environments", "tooling", "dev", "staging", "prod"],
        message: "The environments belong to adopters: test with the values of tests/fixtures/environments.",
      },
    ],
  },
];

export default tseslint.config(
  { ignores: ["**/dist", "**/cdktf.out", "**/node_modules", "coverage", "app/.local", "**/*.js", "!jest.config.js"] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/explicit-module-boundary-types": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      complexity: ["error", 10],
      "max-depth": ["error", 3],
      "max-lines": ["error", { max: 250, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
    },
  },
  {
    plugins: { groundplan },
    rules: { "groundplan/doc-comment-opening": "error", "groundplan/comment-length": "error" },
  },
  { files: ["modules/**/*.ts"], rules: { "groundplan/module-files": "error" } },
  {
    files: TYPED,
    languageOptions: { parserOptions: { project: "tsconfig.build.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
    },
  },
  {
    files: ["tests/**", "examples/*/tests/**", "app/test/**", "web/test/**"],
    rules: { "max-lines-per-function": "off", "max-lines": ["error", { max: 500 }] },
  },
  {
    files: [
      "tools/**",
      "main.ts",
      "examples/*/main.ts",
      "examples/*/local/**",
      "**/*.mjs",
      "app/*.ts",
      "app/image/**",
      "app/local/**",
    ],
    rules: { "no-console": "off" },
  },
  { files: ["tools/**/*.mjs"], languageOptions: { globals: { console: "readonly", process: "readonly" } } },
  { files: ["jest.config.js", "**/*.cjs"], languageOptions: { globals: { module: "writable" } } },
  {
    files: ["modules/**", "stacks/**", "examples/*/{environments,stacks}/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "process", message: "Modules and stacks receive values; they read no environment." },
      ],
    },
  },
  { files: ["modules/core/synthesis/synthesize.ts"], rules: { "no-restricted-globals": "off" } },
  ...folders.map(({ files, ignores = [], patterns }) => ({
    files,
    ignores,
    rules: { "no-restricted-imports": ["error", { patterns }] },
  })),
);
