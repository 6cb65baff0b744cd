import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const providerRoots = ["@cdktf/provider-aws", "@cdktf/provider-tfe"].map((name) => ({
  name,
  message: `The package root loads all that the provider has (of AWS, for seconds). Import one: "${name}/lib/…".`,
}));
const cdktfPackages = {
  regex: "^(cdktf|constructs)(/|$)|^@cdktf/",
  message:
    "CDKTF is imported only by main.ts, stacks/, modules/, __tests__/, examples/ and bench/ (DESIGN.md).",
};
const exits = ["exit", "exitCode"].map((property) => ({
  object: "process",
  property,
  message: "Return a result; only cli/, bench/, scripts/ and main.ts decide how the process ends.",
}));

export default defineConfig(
  globalIgnores(["cdktf.out/", "coverage/", "**/.terraform/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      // Type-only imports must say so: the architecture test treats them more leniently.
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        {
          allowNumber: true,
          allowAny: false,
          allowBoolean: false,
          allowNever: false,
          allowNullish: false,
          allowRegExp: false,
        },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "no-restricted-imports": ["error", { paths: providerRoots, patterns: [cdktfPackages] }],
      "no-console": "error",
      "no-restricted-properties": ["error", ...exits],
      eqeqeq: "error",
    },
  },
  {
    files: ["main.ts", "{stacks,modules,__tests__,examples,bench}/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: providerRoots }] },
  },
  {
    files: ["{cli,bench,scripts}/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: ["main.ts", "{cli,bench,scripts}/**/*.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    // An ESM loader for import() would cost every command 0.4 s; these load each command, and CDKTF, when it is run.
    files: [
      "cli/command-table.ts",
      "cli/write-stacks.ts",
      "cli/finish-stacks.ts",
      "cli/load-world.ts",
      "cli/promotion/bundle-store.ts",
      "cli/promotion/journal-store.ts",
      "cli/promotion/promotion-credentials.ts",
      "scripts/demo/lab.ts",
      "stacks/platform-app.ts",
    ],
    rules: {
      "@typescript-eslint/no-require-imports": [
        "error",
        {
          allow: [
            "/stacks/(finished-stacks|synthesize)$",
            "^\\./commands/",
            "/(journal/s3-store|bundles/s3-bundle-store)$",
            "/credentials/sts-role-taker$",
            "^\\./workspaces-stack$",
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    languageOptions: {
      globals: { console: "readonly", process: "readonly", URL: "readonly" },
    },
  },
  {
    files: ["**/*.{js,cjs}"],
    languageOptions: { sourceType: "commonjs" },
  },
);
