import { expect, test } from "vitest";
import { openPage } from "../../tools/browser.ts";
import { startHub } from "../../tools/hub.ts";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples, openFlight, passphrase } from "../../tools/steps.ts";

describeInBrowser("a backup", ({ open }) => {
  test(
    "is made by the page, and fills an empty hub whole",
    async () => {
      const { page, complaints } = await open();
      await keepSamples(page);
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("button", { name: "Make a backup" }).click();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: "To destroy in a month" }).click(),
      ]);
      const backup = await file.path();
      await page.reload();
      await page.getByText(/\d+ objects/).waitFor();
      await page.getByText(/counts as destroyed from/).waitFor();
      expect(complaints).toEqual([]);

      await using ends = new AsyncDisposableStack();
      const hub = await startHub();
      ends.defer(hub.stop);
      const other = await openPage(hub.url);
      ends.defer(other.close);
      await other.page.getByRole("button", { name: "I have a backup" }).click();
      await other.page.getByRole("heading", { name: "Bring back a backup" }).waitFor();
      await other.page.locator("input[type=file]").setInputFiles(backup);
      await other.page.getByRole("heading", { name: "The vault is locked" }).waitFor();
      await other.page.getByLabel("Passphrase").fill(passphrase);
      await other.page.getByRole("button", { name: "Unlock" }).click();
      await other.page.locator(".flight-link").nth(4).waitFor();
      await openFlight(other.page, "Lapwing");
      await other.page.locator(".pane-canvas canvas").first().waitFor();
      await other.page.getByRole("link", { name: "Evidence" }).click();
      await other.page.getByText(/restored from a backup/).waitFor();
      expect(other.foreign).toEqual([]);
      expect(other.complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
