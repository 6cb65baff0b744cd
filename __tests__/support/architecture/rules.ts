/**
 * How strongly one area may lean on another: `type` survives no compilation, `dynamic` is loaded
 * only when a command needs it, `value` is an ordinary import. Each includes the ones before it.
 */
export type Dependency = "type" | "dynamic" | "value";

export interface AreaRule {
  /** What the area may import of ours, by path prefix; `*` is everything. It may use itself. */
  readonly uses: Readonly<Record<string, Dependency>>;
  /** Whether it may import `cdktf`, `constructs` and `@cdktf/*`. */
  readonly cdktf: boolean;
}

export type Rules = Readonly<Record<string, AreaRule>>;

/** The arrows of DESIGN.md. The longest prefix of a file's path is its area. */
export const RULES: Rules = {
  "lib/config": { uses: {}, cdktf: false },
  "lib/model": { uses: { "lib/config": "value" }, cdktf: false },
  "lib/policy": {
    uses: { "lib/model": "value", "lib/config": "type" },
    cdktf: false,
  },
  // A proof that shares code with the generator checks nothing, hence types only, and few.
  "lib/access": { uses: { "lib/model": "type" }, cdktf: false },
  "lib/report": {
    uses: {
      "lib/audit": "value",
      "lib/model": "value",
      "lib/access": "value",
      "lib/config": "value",
      "lib/policy": "value",
    },
    cdktf: false,
  },
  "lib/promotion": {
    uses: {
      "lib/model": "value",
      "lib/access": "value",
      "lib/report": "value",
      "lib/config": "value",
    },
    cdktf: false,
  },
  "lib/audit": {
    uses: { "lib/model": "value", "lib/access": "value", "lib/config": "value" },
    cdktf: false,
  },
  "lib/export": {
    uses: { "lib/model": "value", "lib/promotion": "value", "lib/report": "value" },
    cdktf: false,
  },
  modules: { uses: { "lib/policy": "value", "lib/model": "value" }, cdktf: true },
  stacks: { uses: { modules: "value", lib: "value" }, cdktf: true },
  cli: { uses: { lib: "value", stacks: "dynamic" }, cdktf: false },
  "main.ts": { uses: { cli: "value" }, cdktf: true },
  examples: { uses: { modules: "value", stacks: "value", lib: "value" }, cdktf: true },
  bench: { uses: { "*": "value" }, cdktf: true },
  __tests__: { uses: { "*": "value" }, cdktf: true },
  scripts: { uses: {}, cdktf: false },
  "scripts/terraform": { uses: { "lib/promotion/terraform": "value" }, cdktf: false },
  // The demo does what a user does, one after the other, so it may use what the commands use.
  "scripts/demo": {
    uses: { scripts: "value", lib: "value", cli: "value", stacks: "dynamic" },
    cdktf: false,
  },
  "eslint.config.mjs": { uses: {}, cdktf: false },
  "jest.config.js": { uses: {}, cdktf: false },
};
