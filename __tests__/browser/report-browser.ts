import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, type Page, chromium } from "playwright-core";
import { findChromium } from "./find-chromium";

/** A page that is open, and all that it complained about or asked for. */
export interface OpenPage {
  readonly page: Page;
  /** Errors, warnings and dialogs. */
  readonly complaints: readonly string[];
  /** Other than the page itself. */
  readonly requests: readonly string[];
}

interface OpenOptions extends BrowserContextOptions {
  /** After the address, with its `#`. */
  readonly hash?: string;
}

/** A browser, and reports as files to open in it. */
export class ReportBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  static async launch(): Promise<ReportBrowser> {
    const browser = await chromium.launch({
      executablePath: findChromium(),
      // Chromium has no sandbox for root, which is who runs tests in many containers.
      chromiumSandbox: process.getuid?.() !== 0,
    });
    return new ReportBrowser(browser, mkdtempSync(join(tmpdir(), "gatehouse-browser-")));
  }

  /** @returns the file's address */
  write(name: string, html: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, html);
    return pathToFileURL(file).href;
  }

  async open(address: string, { hash = "", ...options }: OpenOptions = {}): Promise<OpenPage> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      offline: true,
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      const url = request.url();
      if (url !== address && !url.startsWith("data:")) requests.push(url);
    });
    await page.goto(address + hash);
    return { page, complaints, requests };
  }

  /** After each test, so that the pages of many don't add up. */
  async closePages(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
