import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples } from "../../tools/steps.ts";

describeInBrowser("the mode page", ({ open }) => {
  test(
    "allows one service after asking, takes it back, locks, and tells who did it",
    async () => {
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.getByRole("link", { name: "Mode" }).click();
      await page.getByRole("heading", { name: "Local Data Mode" }).waitFor();

      const maps = page.locator(".service", { hasText: "Maps" }).first();
      await maps.getByRole("button", { name: "Allow…" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("It lets out: your internet address, the area you look at.").waitFor();
      expect(await dialog.getByRole("button", { name: "Allow" }).isDisabled()).toBe(true);
      await dialog.getByLabel("For which client").fill("tablet");
      await dialog.getByLabel("Why, for the record").fill("survey");
      await dialog.getByRole("button", { name: "Allow" }).click();
      await page.getByText("Maps for tablet", { exact: true }).waitFor();
      await page.getByText("Grant: Maps for tablet").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("Nothing. No service is granted.").waitFor();
      await page.getByText("Revoked: Maps for tablet").waitFor();

      await page.getByRole("radio", { name: "Restricted" }).click();
      await page.getByRole("heading", { name: "Change to Restricted?" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("radio", { name: "Offline" }).click();
      await page.getByRole("heading", { name: "Offline" }).waitFor();

      await page.getByRole("button", { name: "Lock with a password…" }).click();
      await dialog.getByLabel("New password").fill("only the head knows");
      await dialog.getByLabel("again").fill("only the head knows");
      await dialog.getByRole("button", { name: "Lock with a password" }).click();
      await page.getByText("relaxing needs the policy's password").waitFor();
      await page.getByRole("radio", { name: "Local Data" }).click();
      await dialog.getByLabel("Password of the policy").fill("a wrong guess");
      await dialog.getByRole("button", { name: "Change" }).click();
      await page.getByText("This is not the password of the policy.").waitFor();
      await dialog.getByLabel("Password of the policy").fill("only the head knows");
      await dialog.getByRole("button", { name: "Change" }).click();
      await page.getByRole("heading", { name: "Local Data Mode", exact: true }).waitFor();
      expect(foreign).toEqual([]);
      expect(complaints.filter((text) => !text.includes("403"))).toEqual([]);
    },
    flowMilliseconds,
  );
});
