import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples, passphrase } from "../../tools/steps.ts";

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

  test(
    "a mission makes it stricter and says why; what would cut RTK asks when; a seal is told of",
    async () => {
      const { page, foreign, complaints } = await open();
      await page.getByLabel("Passphrase").fill(passphrase);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("link", { name: "Mode" }).click();
      const dialog = page.getByRole("dialog");
      await page.getByRole("radio", { name: "Restricted" }).click();
      await dialog.getByLabel("Password of the policy").fill("only the head knows");
      await dialog.getByRole("button", { name: "Change" }).click();
      const rtk = page.locator(".service", { hasText: "Network RTK" }).first();
      await rtk.getByRole("button", { name: "Allow…" }).click();
      await dialog.getByLabel("For which client").fill("tablet");
      await dialog.getByLabel("Password of the policy").fill("only the head knows");
      await dialog.getByRole("button", { name: "Allow" }).click();
      await page.getByText("Network RTK for tablet", { exact: true }).waitFor();

      await page.getByRole("button", { name: "Revoke" }).click();
      await page.getByRole("heading", { name: "Now, or after landing?" }).waitFor();
      await dialog.getByText("This would cut Network RTK for tablet at once.").waitFor();
      await dialog.getByRole("button", { name: "After landing" }).click();
      const waiting = page.getByRole("region", { name: "Waits for the landing" });
      await waiting.getByText("Revoked: Network RTK for tablet").waitFor();
      await waiting.getByRole("button", { name: "Do not cut" }).click();
      await waiting.waitFor({ state: "detached" });

      await page.getByRole("button", { name: "Plan a mission…" }).click();
      await dialog.getByLabel("Name").fill("Dam, north");
      await dialog.getByLabel("Sensitivity").selectOption("secret");
      await dialog.getByText("Offline: nothing passes.").waitFor();
      await dialog.getByRole("button", { name: "Plan a mission" }).click();
      await page.getByRole("heading", { name: "Now, or after landing?" }).waitFor();
      await page.getByRole("button", { name: "Cut now" }).click();
      await page.getByText("Stricter than this installation's own mode, Restricted").waitFor();
      await page.getByRole("heading", { name: "Offline", exact: true }).waitFor();
      await page.getByText("off while a mission lasts").waitFor();

      const missions = page.getByRole("region", { name: "Missions" });
      await missions.getByRole("button", { name: "End…" }).click();
      await dialog.getByLabel("Password of the policy").fill("only the head knows");
      await dialog.getByRole("button", { name: "End" }).click();
      await page.getByRole("heading", { name: "Restricted", exact: true }).waitFor();

      const seal = page.getByRole("region", { name: "Seal" });
      await seal.getByText("This policy is not sealed.").waitFor();
      const [draft] = await Promise.all([
        page.waitForEvent("download"),
        seal.getByRole("button", { name: "Write a draft" }).click(),
      ]);
      const text = readFileSync(await draft.path(), "utf8");
      expect(JSON.parse(text)).toMatchObject({
        homepoint: "seal-draft 1",
        counter: 1,
        mode: "restricted",
        grant: [], // what ends by itself is no part of a seal
      });
      await seal.getByText("How to seal it").click();
      await seal.getByText("homepoint seal apply policy.note").waitFor();
      expect(foreign).toEqual([]);
      expect(complaints.filter((text) => !/403|409/.test(text))).toEqual([]);
    },
    flowMilliseconds,
  );
});
