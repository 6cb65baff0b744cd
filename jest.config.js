// What is compared is text; a CI that asks for colours must not change it.
process.env.NO_COLOR = "1";
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/coverage/"],
  maxWorkers: 2,
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
