// How a browser bears a large log: looked at in its memory, or kept by a hub. Prints one JSON object.
// node --conditions=@homepoint/source apps/web/tools/large-log.ts look|keep LOG
/* oxlint-disable no-console -- a tool tells what it measured */
import type { Page } from "playwright-core";
import { openPage } from "./browser.ts";
import { startHub } from "./hub.ts";
import { peakOfRenderers } from "./process-memory.ts";
import { confirmWords, setUp } from "./steps.ts";

const [, , way = "look", log = ""] = process.argv;
const long = { timeout: 900_000 };
const atRest = 1500;

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** Until a log is in the list of those that are looked at, however it is read. */
async function look(page: Page): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles(log);
  await page.locator(".flight-link").first().waitFor(long);
}

/** In a fresh vault, taken in by a page that never looked at it, so that only the hub read it. */
async function keep(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/set-up`);
  await confirmWords(page, await setUp(page));
  await page.goto(`${url}/take-in`);
  await page.locator("input[type=file]").first().setInputFiles(log);
  await page.getByRole("heading", { name: "What is now where" }).waitFor(long);
  await page.goto(`${url}/flights`);
  await page.locator(".flight-link").first().waitFor(long);
  await page.waitForTimeout(atRest);
}

/** From the click on the flight to its first chart, and to a series that the overview does not hold. */
async function openFlight(page: Page): Promise<{ firstChart: number; anySeries: number }> {
  await page.evaluate(() => {
    const markClick = ({ timeStamp: startTime }: Event) => performance.mark("click", { startTime });
    addEventListener("click", markClick, { capture: true, once: true });
  });
  await page.locator(".flight-link").first().click();
  await page.locator(".flight-map[data-drawn]").waitFor(long);
  await page.waitForTimeout(atRest);
  const firstChart = await page.evaluate(() => {
    const [chart] = performance.getEntriesByName("first chart");
    const [click] = performance.getEntriesByName("click");
    return chart && click ? chart.startTime + chart.duration - click.startTime : Number.NaN;
  });
  await page.getByRole("button", { name: "Series", exact: true }).click();
  await page.getByRole("combobox").fill("angular_velocity xyz_1");
  await page.keyboard.press("Enter");
  const asked = performance.now();
  await page.keyboard.press("Escape");
  const pane = page.locator(".pane", { hasText: "xyz_1" });
  await pane.locator(".u-over").hover();
  await pane.locator(".pane-value", { hasText: /\d/ }).waitFor(long);
  return { firstChart, anySeries: performance.now() - asked };
}

await using ends = new AsyncDisposableStack();
const hub = await startHub();
ends.defer(hub.stop);
const { page, close, complaints } = await openPage(hub.url);
ends.defer(close);
const started = performance.now();
await (way === "keep" ? keep(page, hub.url) : look(page));
const readMilliseconds = performance.now() - started;
const { firstChart, anySeries } = await openFlight(page);
const heapBytes = await heapOf(page);
const rendererBytes = await peakOfRenderers();
console.log(
  JSON.stringify({
    way,
    readMilliseconds,
    firstChart,
    anySeries,
    heapBytes,
    rendererBytes,
    complaints,
  }),
);
