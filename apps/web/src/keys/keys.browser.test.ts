import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { confirmWords, lookAtSamples, passphrase, setUp } from "../../tools/steps.ts";

describeInBrowser("setting up, locking, unlocking and recovering", ({ open }) => {
  test(
    "from looking to keeping, and in again by passphrase and by words",
    async () => {
      const { page, foreign, complaints } = await open();
      await lookAtSamples(page);
      await page.getByRole("button", { name: "Keep these flights" }).click();
      await page.getByLabel("Passphrase", { exact: true }).fill("short");
      await page.getByText("Too short or too simple").waitFor();
      expect(await page.getByRole("button", { name: "Make the vault" }).isDisabled()).toBe(true);
      const words = await setUp(page);
      expect(words).toHaveLength(24);

      await confirmWords(
        page,
        Array.from({ length: 24 }, () => "wrong"),
      );
      await page.getByText("At least one of the words is not right").waitFor();
      await page.getByRole("button", { name: "Later" }).click();
      await page.getByText("5 new logs are sealed in the vault").waitFor();
      await page.getByText("The recovery words are not confirmed yet").waitFor();

      await page.getByRole("link", { name: "Confirm them now" }).click();
      await page.getByRole("button", { name: "Check what you wrote" }).click();
      const asked = page.locator(".words-asked .field");
      await asked.first().waitFor();
      for (const field of await asked.all()) {
        const place = Number(/\d+/.exec(await field.locator("label").innerText())?.[0]);
        await field.locator("input").fill(words[place - 1] ?? "");
      }
      await page.getByRole("button", { name: "Confirm", exact: true }).click();
      await page
        .getByText("The recovery words are not confirmed yet")
        .waitFor({ state: "detached" });
      expect(complaints.filter((text) => !/status of 40[03]/.test(text))).toEqual([]);

      await page.getByRole("button", { name: "Ada Example" }).click();
      await page.getByRole("menuitem", { name: "Lock" }).click();
      await page.getByRole("heading", { name: "The vault is locked" }).waitFor();
      await page.getByLabel("Passphrase").fill("not the passphrase at all");
      await page.getByRole("button", { name: "Unlock" }).click();
      await page.getByText("This is not the passphrase").waitFor();
      await page.getByLabel("Passphrase").fill(passphrase);
      await page.getByRole("button", { name: "Unlock" }).click();
      await page.getByRole("button", { name: "Ada Example" }).waitFor();

      await page.getByRole("button", { name: "Ada Example" }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.getByRole("link", { name: /Use the recovery words/ }).click();
      await page.getByLabel("Recovery words").fill(words.join("  \n"));
      await page.getByLabel("New passphrase").fill(`${passphrase} two`);
      await page.getByLabel("The same again").fill(`${passphrase} two`);
      await page.getByRole("button", { name: "Open the vault" }).click();
      await page.getByRole("heading", { name: "Flights" }).waitFor();
      await expect.poll(() => page.locator(".flight-link").count()).toBe(5);

      expect(foreign).toEqual([]);
      // A refused passphrase is an answer with an error status. From locking on, streams that were
      // followed are cut. The browser tells both as errors.
      const expected = /status of 40[03]|ERR_INCOMPLETE_CHUNKED_ENCODING/;
      expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
    },
    flowMilliseconds,
  );
});
