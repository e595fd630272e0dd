import { fly, plans, writeCsv, writeDjiLog } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples } from "../../tools/steps.ts";

const sea = fly({ ...plans.sea, seed: 5, startedAt: "2025-03-04T10:00:00.000Z" });
const seconds = Math.round(sea.samples.at(-1)?.seconds ?? 0);
const list = `Start time (UTC),Title,Duration (s),Tags\n2025-03-04 10:00,Out at sea,${seconds},boat\n2023-01-05 10:00,The one that got lost,300,\n`;
const locked = writeDjiLog(sea, { version: 14 }).bytes;
const files = [
  { name: "FlightRecord_sea.txt", content: locked },
  { name: "copy of it.txt", content: locked },
  { name: "sea.csv", content: writeCsv(sea, "airdata meters") },
  { name: "Flights.csv", content: list },
  { name: "flights.db.backup", content: "\0\0\0\0\0\0\0\0DUCK" },
].map(({ name, content }) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content as string),
}));

describeInBrowser("moving house", ({ open }) => {
  test(
    "ends with what was expected, found, missing and doubled, and the way for what cannot be read",
    async () => {
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.getByRole("button", { name: "Clear the list" }).click();
      await page.locator("input[type=file]").first().setInputFiles(files);
      await page.getByRole("heading", { name: "Reconciliation" }).waitFor();
      const counts = async () =>
        (await page.locator(".move-counts tr").allInnerTexts()).map((row) => row.split("\t"));
      await expect.poll(counts).toEqual([
        ["Expected", "2", "flights, by Flights.csv"],
        ["Found", "1", ""],
        ["Missing", "1", ""],
        ["Doubled", "2", expect.stringContaining("One flight seems to be here in several logs")],
        ["Not read", "1", ""],
      ]);
      await page.getByText(/The one that got lost · line 3/).waitFor();
      await page
        .getByText(/export all flights as CSV/)
        .first()
        .waitFor();
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("heading", { name: "Reconciliation" }).isVisible()).toBe(true);
      expect(await page.getByRole("heading", { name: "Take in", exact: true }).isVisible()).toBe(
        false,
      );
      await page.emulateMedia({ media: "screen" });
      await page.getByRole("link", { name: "Flights", exact: true }).click();
      await page.getByText("Out at sea").first().waitFor();
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
