import { expect, test } from "vitest";
import { madePackage } from "../../tools/made-files.ts";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples } from "../../tools/steps.ts";

const bring = (name: string, buffer: Buffer) => ({
  name,
  mimeType: "application/octet-stream",
  buffer,
});

describeInBrowser("software", ({ open }) => {
  test(
    "looks into a package, keeps it when asked, files a paper, and shows what is known already",
    async () => {
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.goto(new URL("/software", page.url()).href);
      await page.getByRole("heading", { name: "No program is registered yet" }).waitFor();
      const input = page.locator('input[type="file"]');

      await input.setInputFiles(bring("not.apk", Buffer.from("hello")));
      await page.getByText("not.apk could not be inspected").waitFor();
      await page.getByRole("button", { name: "Close" }).click();

      await input.setInputFiles(
        bring("made.apk", Buffer.from(await madePackage("old.example.com"))),
      );
      await page.getByText("old.example.com").waitFor();
      await page.getByText("Only looked at").waitFor();
      await page.getByRole("button", { name: "Keep in the register" }).click();
      await page.getByRole("link", { name: "made.apk" }).click();
      await page.getByRole("heading", { name: "made.apk" }).waitFor();
      await page.getByText("No capture of it was judged").waitFor();

      await page.getByRole("button", { name: "Add a paper" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("File").setInputFiles(bring("soc2.pdf", Buffer.from("a report")));
      await dialog.getByLabel("Date on it").fill("2020-01-31");
      await dialog.getByLabel("Counts until").fill("2021-01-31");
      await dialog.getByRole("button", { name: "Add a paper" }).click();
      await page.getByText("Expired").waitFor();

      await page.getByRole("button", { name: "Add what it declares" }).click();
      await dialog.getByLabel("What its maker says").fill("Nothing is sent.");
      await dialog.getByLabel("Where it is written").fill("Privacy policy, 2026-01-31");
      await dialog.getByRole("button", { name: "Add what it declares" }).click();
      await page.getByText("Nothing is sent.").waitFor();

      await page.getByRole("button", { name: "Remove from the register" }).click();
      await dialog.getByRole("button", { name: "Remove from the register" }).click();
      await page.getByRole("heading", { name: "No program is registered yet" }).waitFor();

      await page.getByText("DJI Pilot 2", { exact: false }).first().click();
      await page.getByText("Or choose Restricted Network Mode").waitFor();
      await page.getByRole("button", { name: "Register", exact: true }).first().click();
      await page.getByRole("link", { name: "DJI Pilot 2", exact: true }).click();
      await page.getByText("Put a password on that choice.").waitFor();
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
