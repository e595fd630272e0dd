import { readFile } from "node:fs/promises";
import { fly, plans, UlogWriter, writeUlog } from "@homepoint/testdata";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../../tools/in-browser.ts";
import { confirmWords, setUp } from "../../../tools/steps.ts";

const log = {
  name: "made.ulg",
  mimeType: "application/octet-stream",
  buffer: Buffer.from(writeUlog(fly(plans.point)).bytes),
};

/** More of everything than a screen has. */
function largeLog(): Buffer {
  const made = new UlogWriter(1).flags();
  const fields = Array.from({ length: 300 }, (_, number) => `float field_${number};`).join("");
  for (let topic = 0; topic < 10; topic += 1) made.format(`t${topic}:uint64_t timestamp;${fields}`);
  for (let at = 0; at < 3000; at += 1)
    made.parameter("int32_t", `MADE_${at}`, at).defaultParameter(1, "int32_t", [`MADE_${at}`, 7]);
  for (let topic = 0; topic < 10; topic += 1) {
    const id = made.subscribe(`t${topic}`);
    for (let row = 0; row < 20; row += 1)
      made.row(id, { timestamp: (2 + row) * 1e6, field_7: row });
  }
  for (let at = 0; at < 4000; at += 1) made.text(at % 8, 2 + at / 300, `text ${at} of many`);
  return Buffer.from(made.finish());
}

type Dropped = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

async function openLooked(page: Page, file: Dropped): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles(file);
  await page.locator(".flight-link").first().click();
  await page.locator(".pane-canvas canvas").first().waitFor();
}

async function pickSeries(page: Page, find: string): Promise<void> {
  await page.getByRole("combobox", { name: "Find a series" }).fill(find);
  await page.keyboard.press("Enter");
}

const seriesOf = (page: Page) => new URL(page.url()).searchParams.get("series");
const titles = (page: Page) => page.locator(".pane-title").allInnerTexts();

describeInBrowser("the tabs of a flight", ({ open }) => {
  test(
    "charts show any series of the log, alone or beside others; the address and this browser remember",
    async () => {
      const { page, foreign, complaints } = await open();
      await openLooked(page, log);
      await page.getByRole("button", { name: "Series", exact: true }).click();
      await pickSeries(page, "battery_status #1 voltage_v");
      await pickSeries(page, "nav_state");
      await page.keyboard.press("Escape");
      await expect.poll(() => titles(page)).toContain("battery_status.voltage_v#1");
      await expect
        .poll(() => seriesOf(page))
        .toBe("height;speed;batteryPercent;battery_status.voltage_v#1;flightMode");
      const mode = page.locator(".pane", { hasText: "Flight mode" });
      await mode.locator(".u-over").hover();
      await expect.poll(() => mode.locator(".pane-value").innerText()).toMatch(/[a-z]{4}/i);

      const voltage = page.locator(".pane", { hasText: "battery_status.voltage_v#1" });
      await voltage.getByRole("button", { name: /Another series in the chart/ }).click();
      await page.getByText(/of the same unit/).waitFor();
      await pickSeries(page, "nav_state");
      await page.getByText("No series of that name").waitFor();
      await pickSeries(page, "battery voltage");
      await page.getByRole("button", { name: "Done" }).click();
      await expect.poll(() => voltage.locator(".pane-title").count()).toBe(2);
      await expect
        .poll(() => seriesOf(page))
        .toContain("battery_status.voltage_v#1,batteryVoltage");

      const shared = page.url();
      await page.getByRole("link", { name: "All flights" }).click();
      await page.locator(".flight-link").first().click();
      await expect.poll(() => titles(page)).toContain("battery_status.voltage_v#1");
      await expect.poll(() => page.url()).toBe(shared);
      await page.getByRole("button", { name: "Back to the charts one begins with" }).click();
      await expect
        .poll(() => titles(page))
        .toEqual(["Height above take-off", "Speed over ground", "Battery"]);
      await expect.poll(() => seriesOf(page)).toBeNull();
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "parameters are found, marked, followed to the charts and exported; texts move the cursor",
    async () => {
      const { page, foreign, complaints } = await open();
      await openLooked(page, log);
      await page.getByRole("tab", { name: "Parameters" }).click();
      await page.getByText("2 parameters").waitFor();
      await expect.poll(() => page.url()).toContain("tab=parameters");
      await page.getByLabel("Find a parameter").fill("cruise");
      const line = page.locator(".told-list .parameter");
      await expect.poll(() => line.count()).toBe(1);
      await expect
        .poll(() => line.innerText())
        .toMatch(/MPC_XY_CRUISE\s*5\s*differs from the default\s*6/);
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Export CSV" }).click(),
      ]);
      expect(file.suggestedFilename()).toBe("made parameters.csv");
      expect(await readFile(await file.path(), "utf8")).toMatch(
        /MPC_XY_CRUISE,5,5.5,6,.* s: 8\r\n/,
      );
      await line.getByRole("button", { name: /^8 at / }).click();
      await page.locator(".pane-canvas canvas").first().waitFor();
      const cursor = page.locator(".cursor-strip dd").first();
      await expect.poll(() => cursor.innerText()).toMatch(/^\d:\d\d$/);

      await page.getByRole("tab", { name: "Texts" }).click();
      await page.getByLabel("How bad at least").selectOption({ label: "Errors and worse" });
      await page.locator(".told-text", { hasText: "camera does not answer" }).click();
      await expect.poll(() => page.locator(".told-text").count()).toBe(1);
      const at = await page.locator(".told-text > :first-child").innerText();
      await page.getByRole("button", { name: "Show in the charts" }).click();
      await expect.poll(() => cursor.innerText()).toBe(at);

      await page.getByRole("tab", { name: "About" }).click();
      await page.getByText("ver_hw").waitFor();
      await page.getByText("PX4_MADE_1").first().waitFor();
      await page.getByText("vehicle_global_position").waitFor();
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "thousands of series, parameters and texts are lists as quick as short ones, on a phone too",
    async () => {
      const { page, complaints } = await open({ size: "phone", theme: "dark" });
      await openLooked(page, { ...log, buffer: largeLog() });
      await page.getByRole("button", { name: "Series", exact: true }).click();
      await page.getByText("3,000 series").waitFor();
      expect(await page.getByRole("option").count()).toBeLessThan(60);
      await page.getByRole("combobox", { name: "Find a series" }).fill("t7 field_123");
      await page.getByRole("option", { name: /field_123/ }).click();
      await page.getByRole("button", { name: "Done" }).click();
      await page.locator(".pane-title", { hasText: "t7.field_123" }).waitFor();
      await page.getByRole("tab", { name: "Parameters" }).click();
      await page.getByText("3,000 parameters").waitFor();
      expect(await page.locator(".parameter").count()).toBeLessThan(60);
      await page.getByRole("tab", { name: "Texts" }).click();
      await page.getByText("4,000 texts").waitFor();
      expect(await page.locator(".told-text").count()).toBeLessThan(60);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "a kept flight has the same, from the vault; what is exported goes on record",
    async () => {
      const { page, foreign, complaints } = await open();
      await page.locator("input[type=file]").first().setInputFiles(log);
      await page.locator(".flight-link").first().waitFor();
      await page.getByRole("button", { name: "Keep these flights" }).click();
      await confirmWords(page, await setUp(page));
      await page.getByRole("heading", { name: "What is now where" }).waitFor();
      await page.getByRole("link", { name: "Flights", exact: true }).click();
      await page.locator(".flight-link").first().click();
      await page.getByRole("tab", { name: "Parameters" }).click();
      await page.locator(".parameter", { hasText: "SYS_AUTOSTART" }).waitFor();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Export CSV" }).click(),
      ]);
      expect(await readFile(await file.path(), "utf8")).toContain("SYS_AUTOSTART,4001");
      await page.getByRole("tab", { name: "About" }).click();
      await page.getByText("PX4_MADE_1").first().waitFor();
      await page.getByText("made.ulg").waitFor();
      await page.getByRole("link", { name: "Evidence" }).click();
      await page.getByText(/Export of entry \d+ done/).waitFor();
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
