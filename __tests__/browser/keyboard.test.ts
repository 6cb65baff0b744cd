import { renderReport } from "../../lib/report/html/render-report";
import { sampleReport } from "../lib/report/html/sample-report";
import { type OpenPage, ReportBrowser } from "./report-browser";

let browser: ReportBrowser;
let address: string;
beforeAll(async () => {
  browser = await ReportBrowser.launch();
  address = browser.write("access.html", renderReport(await sampleReport()));
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

async function press({ page }: OpenPage, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** What has the focus, as it is announced. */
function focused({ page }: OpenPage): Promise<string> {
  return page.evaluate<string>(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
  );
}

async function tabTo(open: OpenPage, selector: string): Promise<void> {
  const isThere = () =>
    open.page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`);
  for (let count = 0; count < 30; count += 1) {
    await press(open, "Tab");
    if (await isThere()) return;
  }
  throw new Error(`Tab doesn't lead to ${selector}`);
}

test("the first Tab offers a way past the bar, and the grid is one stop", async () => {
  const open = await browser.open(address);
  await press(open, "Tab");
  expect(await focused(open)).toBe("Skip to the grid");
  await press(open, "Enter");
  await tabTo(open, "#grid [tabindex='0']");
  expect(await open.page.locator("#grid [tabindex='0']").count()).toBe(1);
  await press(open, "Tab");
  expect(
    await open.page.evaluate<boolean>("document.activeElement.closest('#grid') === null"),
  ).toBe(true);
});

test("keys alone lead to the evidence of a square, and back", async () => {
  const open = await browser.open(address);
  await tabTo(open, "#grid [tabindex='0']");
  await press(open, "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
  expect(await focused(open)).toBe(
    "developer may view, start on pipeline checkout-api: allowed, intended; logs: allowed in part, intended; edit: allowed, not intended",
  );
  await press(open, "Enter");
  expect(await focused(open)).toBe("developer on pipeline checkout-api");
  const body = open.page.locator("#panel-body");
  // What is wrong is open by itself.
  expect(await body.locator("details.holding[open]").first().getAttribute("data-capability")).toBe(
    "logs",
  );
  await tabTo(open, "#panel-body [data-capability='start'] > summary");
  await press(open, "Enter");
  const start = body.locator("[data-capability='start'].holding");
  const text = (await start.innerText()).replace(/\s+/g, " ");
  expect(text).toContain("Granted by platform.yaml:9:0 personas.developer.grants[0]");
  expect(text).toContain(
    "codepipeline:start on arn:aws:codepipeline:eu-west-1:222222222222:checkout-api",
  );
  expect(text).toContain("Allow Start in inline policy of gatehouse-developer");
  expect(text).toContain(
    "stacks/identity-center/cdk.tf.json · aws_ssoadmin_permission_set_inline_policy.developer · Statement[1]",
  );
  await press(open, "Escape");
  expect(await open.page.locator("#panel").isHidden()).toBe(true);
  expect(await focused(open)).toMatch(/^developer may view, start on pipeline checkout-api/);
  expect(open.complaints).toEqual([]);
});

test("the whole policy shows the deciding statement marked", async () => {
  const open = await browser.open(address, { hash: "#who=developer&at=checkout-api&may=start" });
  await tabTo(open, "[data-capability='start'] .whole > summary");
  await press(open, "Enter");
  const whole = open.page.locator("[data-capability='start'] .whole");
  const policy = JSON.parse(await whole.locator("pre").innerText()) as { Statement: unknown[] };
  const marked = JSON.parse(await whole.locator("mark").innerText()) as unknown;
  expect(policy.Statement).toHaveLength(2);
  expect(marked).toEqual(policy.Statement[1]);
});

test("what is denied has its evidence as well", async () => {
  const open = await browser.open(address, { hash: "#who=developer&at=checkout-api&may=stop" });
  const text = await open.page.locator("[data-capability='stop'].holding").innerText();
  expect(text).toContain("The config doesn't grant it.");
  expect(text).toContain("denied: a statement forbids it");
  expect(text).toContain("Deny Never in inline policy of gatehouse-developer");
});

test("arrows stop at the grid's edges, and Home, End and Ctrl lead to them", async () => {
  const open = await browser.open(address);
  await tabTo(open, "#grid [tabindex='0']");
  await press(open, "ArrowUp", "ArrowLeft");
  expect(await focused(open)).toMatch(/checkout-api/);
  await press(open, "Control+End");
  expect(await focused(open)).toBe("tester may do nothing on account tooling");
  await press(open, "ArrowDown", "ArrowRight");
  expect(await focused(open)).toBe("tester may do nothing on account tooling");
  await press(open, "Home", "Control+Home", "End");
  expect(await focused(open)).toMatch(/^tester somewhere in checkout-api/);
});

test("Enter on a group closes and opens it, and keeps the focus", async () => {
  const open = await browser.open(address);
  const rows = open.page.locator("tbody[data-group='pipeline/checkout-api'] tr");
  await tabTo(open, "#grid [tabindex='0']");
  expect(await rows.count()).toBe(8);
  await press(open, "Enter");
  expect(await rows.count()).toBe(1);
  expect(await open.page.evaluate("document.activeElement.getAttribute('aria-expanded')")).toBe(
    "false",
  );
  // A closed group still tells what is in it.
  expect(await rows.first().innerText()).toMatch(/edit\s*excess/);
  await press(open, "Enter");
  expect(await rows.count()).toBe(8);
});
