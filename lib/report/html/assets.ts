import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync, transformSync } from "esbuild";
import { colourProperties } from "./style/palette";

const STYLES = ["page", "grid", "parts", "print"] as const;

export interface Assets {
  readonly style: string;
  readonly script: string;
}

/** The page's style sheet and script, as they stand in it: a version of esbuild gives the same bytes everywhere. */
export function buildAssets(): Assets {
  const sheets = STYLES.map((name) =>
    readFileSync(join(__dirname, "style", `${name}.css`), "utf8"),
  );
  const options = { charset: "utf8", legalComments: "none", minify: true } as const;
  const style = transformSync([colourProperties(), ...sheets].join("\n"), {
    ...options,
    loader: "css",
    target: BROWSERS,
  }).code;
  const [file] = buildSync({
    ...options,
    absWorkingDir: __dirname,
    entryPoints: ["client/main.ts"],
    bundle: true,
    format: "iife",
    target: BROWSERS,
    write: false,
    logLevel: "silent",
  }).outputFiles;
  return { style: style.trim(), script: (file?.text ?? "").trim() };
}

/** Browsers since 2022. */
const BROWSERS = ["chrome100", "firefox100", "safari15.4"];

/**
 * Nothing but what the page holds may run, and nothing may be fetched or sent.
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export function contentSecurityPolicy({ style, script }: Assets): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    // No text can become markup, whatever the script does.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}
