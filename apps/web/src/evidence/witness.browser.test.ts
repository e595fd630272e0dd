import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { readDisclosure, verifyDisclosure } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples } from "../../tools/steps.ts";

const pictures = process.env["PICTURES"];

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

describeInBrowser("witnesses in the browser", ({ open }) => {
  test(
    "a browser remembers, cosigns, and warns when the log is another; an auditor gets a file",
    async () => {
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.getByRole("link", { name: "Evidence" }).click();
      await page.getByText(/sees this log for the first time|saw before are here still/).waitFor();
      await page.getByRole("button", { name: "Let this browser cosign" }).click();
      await page.getByText("This browser is one of the witnesses").waitFor();
      await page.getByText(/^homepoint\/browser\/[0-9a-f]{8}$/).waitFor();
      await page.reload();
      await page.getByText(/saw before are here still/).waitFor();
      await page.getByText(/Cosigned the first \d+ entries/).waitFor();
      await page.getByRole("button", { name: "Verify now" }).click();
      await page.getByText(/All \d+ entries verify/).waitFor();
      await page.getByText("No gap: there was a sign of life all the time.").waitFor();
      await page.getByText("By file, without a network").click();
      const [request] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Request a time stamp" }).click(),
      ]);
      expect(request.suggestedFilename()).toBe("checkpoint.tsq");
      await picture(page, "evidence-desk");

      await page.getByRole("button", { name: "For an auditor" }).click();
      await page.getByLabel("Kind").last().selectOption("all");
      await page.getByText(/facts are shown, of \d+ entries/).waitFor();
      await page.getByLabel("For whom, for the record").fill("Ms Auditor");
      await picture(page, "disclose-desk");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Put on record, and save the file" }).click(),
      ]);
      const bytes = await readFile(await file.path());
      const disclosure = readDisclosure(bytes);
      expect(disclosure && verifyDisclosure({ disclosure, primitives }).ok).toBe(true);
      expect(String(bytes)).not.toContain("Ada Example");

      // The hub's log is put back behind what this browser saw: as if it had seen more.
      await page.evaluate(() => {
        const name = Object.keys(localStorage).find((one) => one.startsWith("homepoint-witness:"));
        const log = JSON.parse(localStorage.getItem(name ?? "") ?? "{}") as { last: string };
        const more = log.last.replace(/\n\d+\n/, "\n100000\n");
        localStorage.setItem(name ?? "", JSON.stringify({ ...log, last: more }));
      });
      await page.reload();
      await page.getByText("The evidence log was put back").first().waitFor();
      await picture(page, "put-back-desk");
      await page.getByRole("link", { name: "Flights", exact: true }).click();
      await page.getByText("The evidence log was put back").first().waitFor();
      await page.getByRole("link", { name: "Look at the evidence" }).click();
      await page.getByRole("button", { name: "I know why" }).click();
      await page.getByRole("button", { name: "Take it as it is" }).click();
      await page.getByText(/saw before are here still|for the first time/).waitFor();
      await expect.poll(() => page.getByText("The evidence log was put back").count()).toBe(0);

      await page.getByRole("button", { name: /Remove the witness/ }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
      await page.getByText("No witness yet.").waitFor();
      await page.getByRole("button", { name: "Add a witness" }).click();
      await page.getByLabel("Key of the witness").fill("nonsense");
      await page.getByRole("dialog").getByRole("button", { name: "Add a witness" }).click();
      await page.getByText("This is not such a key.").waitFor();
      expect(foreign).toEqual([]);
      expect(complaints.filter((one) => !/40[09]/.test(one))).toEqual([]);
    },
    flowMilliseconds * 2,
  );
});
