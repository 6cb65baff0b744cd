// What is compared is text; a CI that asks for colours must not change it.
process.env.NO_COLOR = "1";
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/coverage/"],
  // One more than the two cores of a small machine: end-to-end tests wait most of the time.
  maxWorkers: 3,
  testSequencer: "<rootDir>/__tests__/support/long-first.js",
  // Nothing is timed by a test; a busy machine must not fail one.
  testTimeout: 120_000,
  watchman: false,
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: { target: "es2022", parser: { syntax: "typescript", decorators: false } },
        module: { type: "commonjs" },
      },
    ],
  },
};
