import { findChromium } from "./find-chromium";

test("a browser that isn't there fails, and says what to install", () => {
  expect(() => findChromium({ PATH: "/nowhere" })).toThrow(
    "no Chromium: none of chromium, chromium-browser, google-chrome, google-chrome-stable is on the PATH. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.",
  );
  expect(() => findChromium({ CHROMIUM_PATH: "/nowhere/chromium" })).toThrow(
    "CHROMIUM_PATH names /nowhere/chromium",
  );
});
