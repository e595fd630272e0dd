import { fly, plans, writeCsv, writeDjiLog, writeGpx } from "@homepoint/testdata";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../../tools/in-browser.ts";
import { confirmWords, setUp } from "../../../tools/steps.ts";

const flight = fly({ ...plans.sea, waypoints: plans.sea.waypoints.slice(0, 3) });
const other = fly({ ...plans.dunes, waypoints: plans.dunes.waypoints.slice(0, 3) });
const files = [
  { name: "FlightRecord locked.txt", text: writeDjiLog(flight, { version: 14 }).bytes },
  { name: "Flight export.csv", text: writeCsv(flight, "dronelog") },
  { name: "FlightRecord dunes.txt", text: writeDjiLog(other, { version: 12 }).bytes },
  { name: "Dunes track.gpx", text: writeGpx(other, "1.1").text },
].map(({ name, text }) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text as string),
}));

/** A new vault with these files in it, by way of the page; then the list of flights. */
async function keep(page: Page): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles(files);
  await page.locator(".flight-link").nth(3).waitFor();
  await page.getByRole("button", { name: "Keep these flights" }).click();
  await confirmWords(page, await setUp(page));
  await page.getByRole("heading", { name: "What is now where" }).waitFor();
  await page.getByRole("link", { name: "Flights", exact: true }).click();
}

describeInBrowser("a flight that several logs tell of", ({ open }) => {
  test(
    "is offered quietly, joined and undone, shown with its logs, and shredded whole",
    async () => {
      const { page, foreign, complaints } = await open();
      await keep(page);
      await page.getByText("2 flights seem to be here twice").waitFor();
      await page.getByRole("link", { name: "Look at them" }).click();
      const offers = page.locator(".offer");
      await expect.poll(() => offers.count()).toBe(2);
      await expect.poll(() => offers.first().innerText()).toMatch(/Both have [\d,]+ positions\./);

      await offers.first().getByRole("button", { name: "Different flights" }).click();
      await expect.poll(() => offers.count()).toBe(1);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect.poll(() => offers.count()).toBe(2);
      await page.getByRole("button", { name: /^Join/ }).first().click();
      await page.getByText("No flight is here twice").waitFor();
      await page.getByRole("link", { name: "All flights" }).click();
      const lines = page.locator(".flight-line");
      await expect.poll(() => lines.count()).toBe(2);
      await expect.poll(() => page.getByText("2 logs").count()).toBe(2);
      await expect.poll(() => page.getByText("Needs keys").count()).toBe(0);

      await lines.filter({ hasText: "Goldcrest" }).locator(".flight-link").click();
      await page.getByRole("heading", { name: "Logs of this flight" }).waitFor();
      await page.locator(".pane-canvas canvas").first().waitFor();
      await page.getByRole("button", { name: "Show in charts and map" }).click();
      await page.getByText("The track is locked").waitFor();
      await expect.poll(() => page.url()).toContain("part=");

      await page.getByRole("button", { name: "What can be done with Flight export.csv" }).click();
      await page.getByRole("menuitem", { name: /Not this flight/ }).click();
      await page.getByText("Kept as different flights").waitFor();
      const parts = page.getByRole("heading", { name: "Logs of this flight" });
      await expect.poll(() => parts.count()).toBe(0);
      await page.getByRole("button", { name: "Undo" }).last().click();
      await parts.waitFor();

      await page.getByRole("button", { name: "Shred" }).click();
      await page.getByText("These 2 logs are destroyed, and with them the flight:").waitFor();
      await page.getByLabel("Type SHRED to go on").fill("SHRED");
      await page.getByRole("button", { name: "Shred for good" }).click();
      await expect.poll(() => lines.count()).toBe(1);
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
