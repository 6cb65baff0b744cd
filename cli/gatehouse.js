#!/usr/bin/env node
"use strict";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`gatehouse needs Node.js 20.19 or later; this is ${process.versions.node}`);
  process.exit(2);
}
try {
  require("tsx/cjs");
} catch {
  console.error("gatehouse: its packages are not installed; run `npm ci` in the project first");
  process.exit(2);
}
require("./main").main(process.argv.slice(2));
