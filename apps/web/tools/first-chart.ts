// How long it takes from the click on a flight to its first chart: prints milliseconds, one a turn.
// node --conditions=@homepoint/source apps/web/tools/first-chart.ts LOG TURNS
/* oxlint-disable no-console -- a tool tells what it measured */
import type { Page } from "playwright-core";
import { openPage } from "./browser.ts";
import { startHub } from "./hub.ts";
import { confirmWords, setUp } from "./steps.ts";

const [, , log = "", turns = "5"] = process.argv;
const long = { timeout: 300_000 };
const atRest = 1000;

/** A new vault with the log in it, by way of the page. */
async function keepLog(page: Page): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles(log);
  await page.locator(".flight-link").first().waitFor(long);
  await page.getByRole("button", { name: "Keep these flights" }).click();
  await confirmWords(page, await setUp(page));
  await page.getByRole("heading", { name: "What is now where" }).waitFor(long);
}

/** In a page loaded anew, so that it knows no flight, once its list has come to rest. */
async function openFlight(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/flights`);
  const link = page.locator(".flight-link").first();
  await link.waitFor();
  await page.waitForTimeout(atRest);
  await page.evaluate(() => {
    const markClick = ({ timeStamp: startTime }: Event) => performance.mark("click", { startTime });
    addEventListener("click", markClick, { capture: true, once: true });
  });
  await link.click();
  await page.locator(".flight-map[data-drawn]").waitFor(long);
  await page.waitForTimeout(atRest);
  return page.evaluate(() => {
    const [chart] = performance.getEntriesByName("first chart");
    const [click] = performance.getEntriesByName("click");
    return chart && click ? chart.startTime + chart.duration - click.startTime : Number.NaN;
  });
}

await using ends = new AsyncDisposableStack();
const hub = await startHub();
ends.defer(hub.stop);
const { page, close } = await openPage(hub.url);
ends.defer(close);
await keepLog(page);
for (let turn = 0; turn < Number(turns); turn += 1) console.log(await openFlight(page, hub.url));
