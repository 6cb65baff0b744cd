import type { Page } from "playwright-core";
import { renderReport } from "../../lib/report/html/render-report";
import { manyAccounts } from "../lib/report/html/many-accounts";
import { sampleReport } from "../lib/report/html/sample-report";
import { ReportBrowser } from "./report-browser";

let browser: ReportBrowser;
let address: string;
beforeAll(async () => {
  browser = await ReportBrowser.launch();
  address = browser.write("access.html", renderReport(await sampleReport()));
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

function places(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    "[...document.querySelectorAll('#grid [data-place]')].map((row) => row.dataset.place)",
  );
}

async function status(page: Page): Promise<string> {
  return (await page.locator("#filter-status").textContent()) ?? "";
}

test("the page opens without a complaint, and asks nobody for anything", async () => {
  const { page, complaints, requests } = await browser.open(address);
  await page.locator("#grid .square").first().click();
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
});

test("search narrows the grid, says what is left, and goes again", async () => {
  const { page } = await browser.open(address);
  const all = await places(page);
  await page.keyboard.press("/");
  await page.keyboard.type("shop-");
  expect(await places(page)).toEqual(["@shop-dev", "@shop-staging", "@shop-prod"]);
  expect(await status(page)).toBe("3 places, 7 personas, no problem");
  await page.keyboard.type("nonsense");
  expect(await places(page)).toEqual([]);
  expect(await status(page)).toBe("No place matches.");
  await page.locator("#filter-reset").click();
  expect(await places(page)).toEqual(all);
  expect(page.url()).toBe(address);
});

test("capability, persona and problems narrow it together", async () => {
  const { page } = await browser.open(address);
  await page.locator("#filter-problems").check();
  expect(await places(page)).toEqual(["checkout-api", "checkout-api/prod"]);
  await page.locator("#filter-capability").selectOption("edit");
  expect(await places(page)).toEqual(["checkout-api"]);
  await page.locator("#filter-personas summary").click();
  for (const name of ["auditor", "break-glass", "data-developer", "platform-engineer", "tester"])
    await page.getByRole("checkbox", { name, exact: true }).uncheck();
  const heads = await page.locator("#grid thead th").allInnerTexts();
  expect(heads.map((text) => text.split("\n")[0])).toEqual([
    "Where",
    "developer",
    "release-manager",
  ]);
  expect(await status(page)).toBe("1 place, 2 personas, 1 problem");
});

test("a link brings back what was on the screen", async () => {
  const { page } = await browser.open(address);
  await page.locator("#filter-text").fill("checkout");
  await page.locator("#filter-capability").selectOption("start");
  await page.locator("#can-capability").selectOption("approve");
  await page.locator("#can-place").selectOption("checkout-api/prod/approve");
  await page.locator("td[data-name='developer'] .chip[data-capability='start']").click();
  const screen = async (shown: Page) => ({
    places: await places(shown),
    panel: await shown.locator("#panel").innerText(),
    who: await shown.locator("#can-answer").innerText(),
    selected: await shown.locator("[aria-selected]").getAttribute("aria-label"),
    text: await shown.locator("#filter-text").inputValue(),
  });
  const before = await screen(page);
  expect(before.places).toEqual(["checkout-api"]);
  expect(before.who).toContain("release-manager");
  const { page: again } = await browser.open(page.url());
  expect(await screen(again)).toEqual(before);
});

test("a link to nobody and nowhere shows the whole page", async () => {
  const { page, complaints } = await browser.open(address, {
    hash: "#who=nobody&at=nowhere&can=fly&where=moon",
  });
  expect(await page.locator("#panel").isHidden()).toBe(true);
  expect((await places(page)).length).toBe(30);
  expect(complaints).toEqual([]);
});

test("a link to a part of the page leads there, and keeps the view", async () => {
  const { page } = await browser.open(address);
  await page.locator("#filter-text").fill("storefront");
  await page.getByRole("link", { name: "Proof" }).click();
  expect(page.url()).toMatch(/#proof$/);
  expect(await places(page)).toContain("storefront/prod");
  expect(await places(page)).not.toContain("checkout-api");
});

test("who can: names personas with their groups, and leads to the evidence", async () => {
  const { page } = await browser.open(address);
  await page.locator("#can-capability").selectOption("edit");
  await page.locator("#can-place").selectOption("checkout-api");
  const answer = page.locator("#can-answer");
  expect((await answer.innerText()).replace(/\s+/g, " ")).toContain(
    "Who can edit on pipeline checkout-api: developer !editexcess allowed, not intended through Shop Developers",
  );
  await answer.getByRole("button", { name: "developer" }).click();
  expect(await page.locator("#panel-title").innerText()).toBe("developer on pipeline checkout-api");
});

test("a finding of the proof leads to its statement", async () => {
  const { page } = await browser.open(address);
  await page.locator("#proof").getByRole("button", { name: "Show the statement" }).first().click();
  expect(await page.locator("#panel mark").innerText()).toContain('"Sid": "Start"');
  await page.keyboard.press("Escape");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Show the statement");
});

test("the drawing lights up what a node leads to", async () => {
  const { page } = await browser.open(address);
  await page.locator(".graph .node.persona").focus();
  expect(await page.locator(".graph .edge.on").count()).toBe(2);
  expect(await page.locator(".graph .node.on").count()).toBe(3);
  await page.locator("#filter-text").focus();
  expect(await page.locator(".graph.lit").count()).toBe(0);
});

test("a large platform's groups are closed, and open one by one or at once", async () => {
  const large = browser.write("large.html", renderReport(await manyAccounts(1_200)));
  const { page, complaints } = await browser.open(large);
  expect(await places(page)).toEqual([]);
  expect(await status(page)).toBe("1223 places, 7 personas, no problem");
  await page.getByRole("rowheader", { name: /^dev accounts/ }).click();
  expect(await places(page)).toHaveLength(1_200);
  await page.locator("#filter-text").fill("account-77");
  expect(await places(page)).toHaveLength(11);
  expect(complaints).toEqual([]);
});
