import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { colorsOf, keepSamples, openFlight } from "../../tools/steps.ts";

describeInBrowser("flights of the vault", ({ open }) => {
  test(
    "are found, sorted, grouped, edited together and put back",
    async () => {
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.getByRole("link", { name: "Flights", exact: true }).click();
      const names = page.locator(".cell-aircraft .one-line");
      await expect.poll(() => names.count()).toBe(5);
      await expect.poll(() => names.first().innerText()).toBe("Lapwing");
      await page.getByRole("button", { name: "Duration" }).click();
      await expect.poll(() => names.first().innerText()).toBe("Kestrel");
      await expect.poll(() => page.url()).toContain("sort=durationSeconds");

      await page.getByLabel("Group by").selectOption("month");
      await expect.poll(() => page.locator(".group-head").count()).toBe(5);
      await page.getByLabel("Group by").selectOption("none");

      await page.keyboard.press("/");
      await page.keyboard.type("gannet");
      await expect.poll(() => names.count()).toBe(1);
      await expect.poll(() => page.url()).toContain("text=gannet");
      await page.getByRole("button", { name: "Clear filters" }).click();
      await expect.poll(() => names.count()).toBe(5);

      const boxes = page.locator(".flight-line .check");
      await boxes.nth(0).click();
      await page
        .locator(".flight-line")
        .nth(2)
        .click({ modifiers: ["Shift"], position: { x: 500, y: 10 } });
      await page.getByText("3 flights chosen").waitFor();
      await page.getByRole("button", { name: "Choose all 5 that match" }).click();
      await page.getByText("5 flights chosen").waitFor();
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByRole("combobox", { name: "Pilot" }).selectOption("set");
      await page.getByRole("textbox", { name: "Pilot" }).fill("Grace");
      await page.getByLabel("Add tags").fill("survey, roof");
      await page.getByRole("combobox", { name: "Sensitivity" }).selectOption("internal");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("5 flights changed").waitFor();
      await expect.poll(() => page.locator(".cell-pilot", { hasText: "Grace" }).count()).toBe(5);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect.poll(() => page.locator(".cell-pilot", { hasText: "Grace" }).count()).toBe(0);
      await expect.poll(() => page.locator(".flight-line .tag").count()).toBe(0);

      await page.getByRole("radio", { name: "Map" }).click();
      await expect.poll(() => colorsOf(page, ".map-canvas canvas")).toBeGreaterThan(50);
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "are edited, handed over on record, and shredded only when the word is typed",
    async () => {
      const { page, complaints } = await open();
      await page.getByLabel("Passphrase").fill("correct horse battery staple lantern");
      await page.getByRole("button", { name: "Sign in" }).click();
      await openFlight(page, "Sandpiper");
      await page.locator(".pane-canvas canvas").first().waitFor();
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByLabel("Name").fill("Ridge at noon");
      await page.getByLabel("Notes").fill("Wind from the west.");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("heading", { name: "Ridge at noon" }).waitFor();
      await page.getByText("Wind from the west.").waitFor();

      await page.getByRole("button", { name: "Download" }).click();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: "KML" }).click(),
      ]);
      const kml = await readFile(await file.path(), "utf8");
      expect(kml).toContain("gx:Track");
      expect(kml).not.toMatch(/href/);
      await page.getByRole("link", { name: "Evidence" }).click();
      await page.getByText(/Export of entry \d+ done/).waitFor();

      await page.getByRole("link", { name: "Flights", exact: true }).click();
      await openFlight(page, "Sandpiper");
      await page.getByRole("button", { name: "Shred" }).click();
      const shred = page.getByRole("button", { name: "Shred for good" });
      expect(await shred.isDisabled()).toBe(true);
      await page.getByText("No backup is known").waitFor();
      await page.getByLabel(/Type SHRED/).fill("SHRED");
      await shred.click();
      await page.getByText("The log is shredded.").waitFor();
      await expect.poll(() => page.locator(".flight-link").count()).toBe(4);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
