import type { Page } from "playwright-core";
import { renderReport } from "../../lib/report/html/render-report";
import { contrast } from "../lib/report/html/contrast";
import { sampleReport } from "../lib/report/html/sample-report";
import { ReportBrowser } from "./report-browser";
import { readTextColours } from "./read-text-colours";

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror="alert(2)">'&<!--`;

let browser: ReportBrowser;
let address: string;
beforeAll(async () => {
  browser = await ReportBrowser.launch();
  address = browser.write("access.html", renderReport(await sampleReport()));
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
}

const WHITE = "rgb(255, 255, 255)";

test("colours follow the system until the reader chooses, who is remembered", async () => {
  const { page } = await browser.open(address, { colorScheme: "dark" });
  expect(await backgroundOf(page)).toBe("rgb(13, 17, 23)");
  await page.locator("#theme").click();
  expect(await page.locator("#theme").innerText()).toBe("Colours: light");
  expect(await backgroundOf(page)).toBe(WHITE);
  await page.reload();
  expect(await backgroundOf(page)).toBe(WHITE);
  await page.locator("#theme").click();
  expect(await backgroundOf(page)).toBe("rgb(13, 17, 23)");
});

test.each(["light", "dark"] as const)("every text can be read on %s", async (colorScheme) => {
  const { page } = await browser.open(address, {
    colorScheme,
    hash: "#who=developer&at=checkout-api&may=edit",
  });
  const colours = await readTextColours(page);
  expect(colours.length).toBeGreaterThan(300);
  const faint = colours.filter(({ front, behind }) => contrast(front, behind) < 4.5);
  expect(faint).toEqual([]);
});

test("on paper there are no controls, groups are open, and colours are those of paper", async () => {
  const { page } = await browser.open(address, { colorScheme: "dark" });
  await page.locator("#filter-open").click();
  expect(await page.locator("#grid [data-place]").count()).toBe(0);
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.locator("#grid [data-place]").count()).toBe(30);
  expect(await backgroundOf(page)).toBe(WHITE);
  for (const part of [".bar", "#filters", "#who-can", ".skip"])
    expect(await page.locator(part).isHidden()).toBe(true);
  await page.emulateMedia({ media: "screen" });
  await page.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await page.locator("#grid [data-place]").count()).toBe(0);
  const paper = await page.pdf({ preferCSSPageSize: true });
  expect(paper.subarray(0, 5).toString()).toBe("%PDF-");
});

test("on a phone nothing is wider than the screen, and every right is there", async () => {
  const { page } = await browser.open(address, {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  const developer = page.locator("[data-place='checkout-api'] td[data-name='developer']");
  expect(await developer.innerText()).toMatch(/view\s*start/);
  await developer.tap();
  expect(await page.locator("#panel").isVisible()).toBe(true);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
});

test("without a script the grid is the same, and nothing is offered that needs one", async () => {
  const rowsIn = async (page: Page) =>
    (await page.locator("#grid tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  const { page: plain } = await browser.open(address, { javaScriptEnabled: false });
  const { page: scripted } = await browser.open(address);
  const rows = await rowsIn(plain);
  expect(rows).toHaveLength(39);
  expect(rows).toEqual(await rowsIn(scripted));
  expect(await plain.locator("#filters").isHidden()).toBe(true);
  expect(await plain.locator("#theme").isHidden()).toBe(true);
  expect(await plain.locator("#proof").innerText()).toContain("developer can become");
});

test("names that look like markup are shown, and do nothing", async () => {
  const report = await sampleReport((name) => `${name}${HOSTILE}`);
  const hostile = browser.write("hostile.html", renderReport(report));
  const { page, complaints, requests } = await browser.open(hostile);
  await page.locator("#grid .square:not(.empty)").first().click();
  for (const summary of await page.locator("#panel summary:visible").all()) await summary.click();
  await page.locator("#can-place").selectOption({ index: 1 });
  expect(await page.locator("img").count()).toBe(0);
  expect(await page.locator("script").count()).toBe(2);
  expect(await page.locator("#grid thead").innerText()).toContain(`auditor${HOSTILE}`);
  expect(await page.locator("#panel-title").innerText()).toContain(HOSTILE);
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
});

test("a square is a cell of a grid, with a name that says it all", async () => {
  const { page } = await browser.open(address);
  const row = page.locator("[data-place='checkout-api/prod']");
  const cell = row.locator("[data-name='release-manager']");
  expect(await cell.ariaSnapshot()).toBe(
    `- 'gridcell "release-manager may rollback on stage prod of checkout-api: denied, though intended"': ✗rollbackmissing`,
  );
  const snapshot = await row.ariaSnapshot();
  expect(snapshot).toContain('- rowheader "stage prod of checkout-api": prod ◆ protected');
  expect(snapshot.match(/gridcell/g)).toHaveLength(7);
  const grid = page.getByRole("grid", { name: "Personas and what they may do where" });
  expect(await grid.getByRole("columnheader").count()).toBe(8);
  expect(await page.locator("#filters").ariaSnapshot()).toContain(
    "- status: 30 places, 7 personas, 3 problems",
  );
});
