import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples } from "../../tools/steps.ts";

describeInBrowser("advice and devices", ({ open }) => {
  test(
    "says that most flights need nothing, ticks a list on record, and shows open ways",
    async () => {
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.getByRole("link", { name: "Mode" }).click();
      await page.getByRole("link", { name: "What fits my flight?" }).click();
      await page.getByText("This flight needs no protection beyond what is usual").waitFor();
      await page.getByLabel("What does the camera see?").selectOption("critical-site");
      await page.getByRole("heading", { name: "Sensitivity: Confidential" }).waitFor();
      const list = page.getByRole("region", { name: "Android phone or tablet" });
      await list.getByLabel("Airplane mode is on").check();
      await list.getByLabel("Which one").fill("Tablet 1");
      await list.getByRole("button", { name: "Put one point on record" }).click();
      await page.getByText("Ada Example, ").waitFor();
      await page.getByText("Tablet 1", { exact: true }).waitFor();

      await page.getByRole("button", { name: "Add a device" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill("Mavic");
      await dialog.getByLabel("Kind").selectOption("aircraft");
      await dialog.getByRole("button", { name: "Save" }).click();
      await page.getByText("not covered: Cellular dongle").waitFor();
      await page.getByRole("button", { name: "Ways out…" }).click();
      await dialog.getByLabel("Cellular dongle").selectOption("removed");
      await dialog.getByRole("button", { name: "Save" }).click();
      await page.getByText("all covered").waitFor();
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
