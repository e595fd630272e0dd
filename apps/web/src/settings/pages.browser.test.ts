import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples, openFlight, passphrase } from "../../tools/steps.ts";

describeInBrowser("evidence, mode, places and settings", ({ open }) => {
  test(
    "evidence verifies, mode says what passes, settings change what is shown",
    async () => {
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.getByRole("link", { name: "Evidence" }).click();
      await page.getByText("FlightRecord_ridge.txt was sealed").waitFor();
      await page.getByRole("button", { name: "Verify now" }).click();
      await page.getByText(/All \d+ entries verify/).waitFor();
      await page.getByLabel("Kind").selectOption("people");
      await page.getByText("Ada Example signed in with the passphrase.").waitFor();
      await page.getByText("FlightRecord_ridge.txt was sealed").waitFor({ state: "detached" });
      const [proof] = await Promise.all([
        page.waitForEvent("download"),
        page
          .getByRole("button", { name: /Download the proof/ })
          .first()
          .click(),
      ]);
      expect(proof.suggestedFilename()).toMatch(/^proof-\d+\.json$/);

      await page.getByRole("link", { name: "Mode" }).click();
      await page.getByRole("heading", { name: "Local Data Mode" }).waitFor();
      await page.getByText(/more cannot be granted in this mode/).click();
      await page.getByText("Logs of newer apps stay locked").waitFor();

      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("button", { name: "Make a token" }).click();
      await page.getByLabel("Name").fill("Controller in the van");
      await page.getByRole("dialog").getByRole("button", { name: "Make a token" }).click();
      await page.getByRole("heading", { name: "Copy the token now" }).waitFor();
      expect((await page.locator(".token-shown").innerText()).length).toBeGreaterThan(20);
      await page.getByRole("button", { name: "Done" }).click();
      await page.getByText("Controller in the van").waitFor();
      await page.getByRole("button", { name: "Revoke" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
      await page.getByText("There are no tokens.").waitFor();

      await page.getByRole("radio", { name: "Feet, mph" }).click();
      await page.getByRole("radio", { name: "Dark" }).click();
      await page.getByRole("radio", { name: "Deutsch" }).click();
      await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
      await page.locator("html[lang=de]").waitFor();
      const scheme = () => page.evaluate(() => getComputedStyle(document.body).colorScheme);
      await expect.poll(scheme).toBe("dark");
      await page.getByRole("link", { name: "Flüge" }).click();
      await page.locator(".cell-maxHeightMeters", { hasText: "ft" }).first().waitFor();
      await page.keyboard.press("?");
      await page.getByRole("heading", { name: "Tastatur" }).waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("g");
      await page.keyboard.press("e");
      await page.getByRole("heading", { name: "Nachweise" }).waitFor();
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test(
    "on a phone every page fits its width, and the bar at the bottom leads everywhere",
    async () => {
      const { page, complaints } = await open({ size: "phone", theme: "dark" });
      await page.getByLabel("Passphrase").fill(passphrase);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.locator(".flight-link").first().waitFor();
      const overflow = (): Promise<number> =>
        page.evaluate(() => document.documentElement.scrollWidth - screen.width);
      expect(await overflow()).toBe(0);
      for (const name of ["Take in", "Evidence", "Mode"]) {
        await page.getByRole("link", { name }).click();
        await page.getByRole("heading", { name, exact: true }).first().waitFor();
        expect([name, await overflow()]).toEqual([name, 0]);
      }
      for (const name of ["Where are my logs?", "Settings"]) {
        await page.getByRole("button", { name: "More" }).click();
        await page.getByRole("menuitem", { name }).click();
        await page.getByRole("heading", { name, exact: true }).waitFor();
        expect([name, await overflow()]).toEqual([name, 0]);
      }
      await page.getByRole("link", { name: "Flights" }).click();
      await openFlight(page, "Lapwing");
      await page.locator(".pane-canvas canvas").first().waitFor();
      await page.locator(".flight-map[data-drawn]").waitFor();
      expect(await overflow()).toBe(0);
      const field = page.locator(".pane-canvas .u-over").first();
      await field.scrollIntoViewIfNeeded();
      await field.tap();
      await expect.poll(() => page.locator(".cursor-strip dd").first().innerText()).toMatch(/^1:/);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );

  test.each(["phone", "desk"] as const)(
    "in German no word is cut off on any page (%s)",
    async (size) => {
      const { page, complaints } = await open({ size, language: "de-DE" });
      await page.locator("input[type=password]").fill(passphrase);
      await page.keyboard.press("Enter");
      await page.locator(".flight-link").first().waitFor();
      const flight = await page.locator(".flight-link").first().getAttribute("href");
      const home = new URL(page.url()).origin;
      for (const path of [
        "/flights",
        flight,
        "/take-in",
        "/evidence",
        "/log-keys",
        "/mode",
        "/places",
        "/settings",
      ]) {
        await page.goto(home + path);
        await page.locator("h1").first().waitFor();
        await page.waitForTimeout(500);
        const cut = await page.evaluate(() => {
          const isCut = (one: Element): boolean => one.scrollWidth > one.clientWidth + 1;
          const labels = document.querySelectorAll(".button, .segment, .nav a, h1, h2, .badge, dt");
          const page = document.documentElement;
          return [
            ...(page.scrollWidth > innerWidth ? ["the page"] : []),
            ...Array.from(labels, (one) => (isCut(one) ? one.textContent : "")).filter(Boolean),
          ];
        });
        expect([path, cut]).toEqual([path, []]);
      }
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
