import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../../tools/in-browser.ts";
import { keepSamples, openFlight } from "../../../tools/steps.ts";

const publicFolder = join(import.meta.dirname, "../../../public");

const beginnings = {
  CSV: /^seconds \[s\],/,
  GeoJSON: /^\{"type":"FeatureCollection"/,
  KML: /^<\?xml/,
  GPX: /^<\?xml[^>]*>\s*<gpx/,
} as const;

describeInBrowser("a flight", ({ open }) => {
  test(
    "is coloured by what one asks, read in other units and UTC, and taken away in every form",
    async () => {
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.getByRole("link", { name: "Flights", exact: true }).click();
      await openFlight(page, "Sandpiper");
      await page.locator(".flight-map[data-drawn]").waitFor();
      const legend = page.locator(".legend");
      await expect.poll(() => legend.innerText()).toMatch(/\d\sm$/);
      await page.getByRole("radio", { name: "Speed" }).click();
      await expect.poll(() => legend.innerText()).toMatch(/m\/s/);
      await page.getByRole("radio", { name: "Battery" }).click();
      await expect.poll(() => legend.innerText()).toMatch(/%/);
      await expect.poll(() => page.url()).toContain("color=battery");

      const download = async (name: string): Promise<Buffer> => {
        await page.getByRole("button", { name: "Download" }).click();
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("menuitem", { name }).click(),
        ]);
        return readFile(await file.path());
      };
      for (const [name, beginning] of Object.entries(beginnings))
        expect((await download(name)).toString("utf8").slice(0, 400)).toMatch(beginning);
      const kept = await readFile(join(publicFolder, "samples/FlightRecord_dunes.txt"));
      expect((await download("Original")).equals(kept)).toBe(true);

      const title = page.getByRole("heading", { level: 1 });
      const local = await title.innerText();
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("radio", { name: "UTC" }).click();
      await page.getByRole("radio", { name: "Feet, knots" }).click();
      await page.goBack();
      await page.locator(".flight-map[data-drawn]").waitFor();
      await expect.poll(() => title.innerText()).toContain("UTC");
      expect(await title.innerText()).not.toBe(local);
      await page.locator(".pane-title", { hasText: /Speed/ }).first().waitFor();
      await expect.poll(() => page.locator(".flight").innerText()).toMatch(/\bkn\b|\bkt\b/);
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "is drawn on a region that was added as a file, until it is removed",
    async () => {
      const { page, foreign, complaints } = await open();
      await page.getByLabel("Passphrase").fill("correct horse battery staple lantern");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("link", { name: "Settings" }).click();
      const region = page.getByLabel("Add a PMTiles file");
      await region.last().setInputFiles(join(publicFolder, "maps/world.pmtiles"));
      await page.getByText(/Vector · .* zoom 0 to 6/).waitFor();
      const ranges: string[] = [];
      page.on("request", (request) => {
        if (/\/api\/maps\/./.test(request.url())) ranges.push(request.headers()["range"] ?? "");
      });
      await page.getByRole("link", { name: "Flights", exact: true }).click();
      await openFlight(page, "Lapwing");
      await page.locator(".flight-map[data-drawn]").waitFor();
      await expect.poll(() => ranges.length).toBeGreaterThan(0);
      expect(ranges.every((range) => range.startsWith("bytes="))).toBe(true);
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("button", { name: "Remove" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
      await page.getByText("No region was added.").waitFor();
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "that does not exist is told so, with a way on",
    async () => {
      const { page } = await open();
      await page.getByLabel("Passphrase").fill("correct horse battery staple lantern");
      await page.keyboard.press("Enter");
      await page.locator(".flight-link").first().waitFor();
      await page.goto(new URL(`/flights/${"a".repeat(64)}`, page.url()).href);
      await page.getByRole("heading", { name: "This flight does not exist" }).waitFor();
      await page.getByRole("button", { name: "All flights" }).click();
      await page.locator(".flight-link").first().waitFor();
    },
    flowMilliseconds,
  );

  test(
    "and every page is reached by keys alone, with the focus in sight",
    async () => {
      const { page, complaints } = await open();
      await page.getByLabel("Passphrase").fill("correct horse battery staple lantern");
      await page.keyboard.press("Enter");
      await page.locator(".flight-link").first().waitFor();
      await page.reload();
      await page.locator(".flight-link").first().waitFor();
      await page.keyboard.press("Tab");
      expect(await page.locator(":focus").innerText()).toMatch(/skip/i);
      const seen = new Set<string>();
      for (let at = 0; at < 30; at += 1) {
        await page.keyboard.press("Tab");
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return undefined;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const { width, height } = element.getBoundingClientRect();
          const isInSight = outlineStyle !== "none" && outlineWidth !== "0px" && width * height > 0;
          return { name: element.textContent || element.ariaLabel || element.tagName, isInSight };
        });
        if (!focus) break;
        expect([focus.name, focus.isInSight]).toEqual([focus.name, true]);
        seen.add(focus.name);
      }
      expect(seen.size).toBeGreaterThan(12);

      await page.locator(".flight-line").first().focus();
      await page.keyboard.press("Enter");
      const shred = page.getByRole("button", { name: "Shred" });
      await shred.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect.poll(() => shred.evaluate((one) => one === document.activeElement)).toBe(true);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
