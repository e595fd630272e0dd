import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";

describeInBrowser(
  "a device that does not know the hub yet",
  ({ open }) => {
    test(
      "gets the certificate, its fingerprint to compare, and the way on",
      async () => {
        const { page, foreign, complaints } = await open();
        await page.getByRole("heading", { name: "Trust this Homepoint" }).waitFor();
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("link", { name: "Download homepoint-ca.crt" }).click(),
        ]);
        const { fingerprint256, ca } = new X509Certificate(await readFile(await file.path()));
        expect(ca).toBe(true);
        const shown = page.locator("#fingerprint");
        await expect
          .poll(async () => (await shown.innerText()).replace(/\s/g, ""))
          .toBe(fingerprint256);
        expect(await page.locator("#linux").getAttribute("open")).not.toBeNull();
        const next = await page.getByRole("link", { name: "Open Homepoint" }).getAttribute("href");
        expect(next).toBe(page.url().replace(/^http:/, "https:"));
        expect(foreign).toEqual([]);
        expect(complaints).toEqual([]);
      },
      flowMilliseconds,
    );

    test(
      "reads it in German, whole, on a phone",
      async () => {
        const { page, complaints } = await open({ language: "de-DE", size: "phone" });
        await page.getByRole("heading", { name: "Diesem Homepoint vertrauen" }).waitFor();
        for (const part of await page.locator("[data-say]").all())
          expect((await part.textContent())?.trim()).toBeTruthy();
        await page.evaluate(() => {
          for (const steps of document.querySelectorAll("details")) steps.open = true;
        });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        expect(complaints).toEqual([]);
      },
      flowMilliseconds,
    );
  },
  "--host",
  "0.0.0.0",
);
