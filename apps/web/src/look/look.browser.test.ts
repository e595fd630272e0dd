import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { colorsOf, lookAtSamples, openFlight } from "../../tools/steps.ts";

describeInBrowser("looking before anything is set up", ({ open }) => {
  test(
    "made flights are listed, drawn and exported; nothing is stored, nothing is sent",
    async () => {
      const { page, context, foreign, complaints } = await open();
      const sent: string[] = [];
      page.on("request", (request) => {
        if (request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
      });
      // A laptop without internet says so to the page; the hub is still there.
      await page.addInitScript(() =>
        Object.defineProperty(navigator, "onLine", { get: () => false }),
      );
      await page.reload();
      await lookAtSamples(page);
      await openFlight(page, "Lapwing");
      await page.locator(".pane-canvas canvas").first().waitFor();
      await page.locator(".flight-map[data-drawn]").waitFor();
      await expect.poll(() => colorsOf(page, ".map-canvas canvas")).toBeGreaterThan(50);
      await expect.poll(() => colorsOf(page, ".pane-canvas canvas")).toBeGreaterThan(10);
      const measured = () =>
        page.evaluate(() => performance.getEntriesByName("first chart").length);
      await expect.poll(measured).toBe(1);

      await page.getByRole("button", { name: "Download" }).click();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: "GeoJSON" }).click(),
      ]);
      const geojson = JSON.parse(await readFile(await file.path(), "utf8")) as {
        type: string;
        features: unknown[];
      };
      expect(geojson.type).toBe("FeatureCollection");
      expect(geojson.features.length).toBeGreaterThan(0);

      expect(sent).toEqual([]);
      expect(await context.cookies()).toEqual([]);
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
      expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "charts and map share a cursor, charts share a zoom, and the address keeps both",
    async () => {
      const { page, complaints } = await open();
      await lookAtSamples(page);
      await openFlight(page, "Kestrel");
      const panes = page.locator(".pane-canvas .u-over");
      await panes.nth(2).waitFor();
      await page.locator(".flight-map[data-drawn]").waitFor();
      const box = await panes.nth(0).boundingBox();
      if (!box) throw new Error("the chart has no place");
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.locator(".map-aircraft").waitFor();
      const strip = page.locator(".cursor-strip dd").first();
      await expect.poll(() => strip.innerText()).toMatch(/^1:2\d$/);

      await page.mouse.down();
      await page.mouse.move(x + box.width / 4, y, { steps: 5 });
      await page.mouse.up();
      await expect.poll(() => new URL(page.url()).searchParams.get("from")).toBeTruthy();
      const [from, to] = ["from", "to"].map((key) =>
        Number(new URL(page.url()).searchParams.get(key)),
      );
      expect((to ?? 0) - (from ?? 0)).toBeLessThan(60);
      await page.mouse.dblclick(x, y);
      await expect.poll(() => new URL(page.url()).searchParams.get("from")).toBeNull();

      await page.locator(".charts-field").focus();
      await page.keyboard.press("+");
      await expect.poll(() => new URL(page.url()).searchParams.get("from")).toBeTruthy();
      await page.keyboard.press("0");
      await expect.poll(() => new URL(page.url()).searchParams.get("from")).toBeNull();

      await page.getByRole("button", { name: "Series", exact: true }).click();
      await page.getByRole("combobox", { name: "Find a series" }).fill("satellites");
      await page.getByRole("option", { name: /^Satellites/ }).click();
      await page.keyboard.press("Escape");
      await page.locator(".pane-title", { hasText: "Satellites" }).waitFor();
      await expect
        .poll(() => new URL(page.url()).searchParams.get("series"))
        .toContain("satellites");

      await page.locator(".moments button", { hasText: /^2:\d\dLanding/ }).click();
      await expect.poll(() => strip.innerText()).toMatch(/^2:\d\d$/);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "a locked log is a flight with an explanation, and a card without logs says where to look",
    async () => {
      const { page, complaints } = await open();
      await lookAtSamples(page);
      await openFlight(page, "Goldcrest");
      await page.getByRole("heading", { name: "The track is locked" }).waitFor();
      await page.getByText("What DJI would learn").waitFor();
      await page.getByText("The exact bytes that would leave").click();
      await expect.poll(() => page.locator(".locked-body").innerText()).toContain("keychainsArray");
      await page.getByRole("button", { name: "Forget them" }).click();
      await page.getByRole("heading", { name: "This flight is no longer in memory" }).waitFor();

      await page.getByRole("button", { name: "Look at your flights" }).click();
      const photo = { name: "DJI_0001.JPG", mimeType: "image/jpeg", buffer: Buffer.from("x") };
      await page.locator("input[type=file]").first().setInputFiles([photo]);
      await page.getByText("Photos and videos, but no flight logs").waitFor();
      await page.getByRole("button", { name: "Where are my logs?" }).first().click();
      await page.getByRole("heading", { name: "Where are my logs?" }).waitFor();
      await page.getByText("Android/data/dji.go.v5/files/FlightRecord").waitFor();
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
