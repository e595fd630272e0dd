import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples, passphrase } from "../../tools/steps.ts";

const samples = join(import.meta.dirname, "../../public/samples");
const ridge = join(samples, "FlightRecord_ridge.txt");
const unknown = { name: "notes.bin", mimeType: "", buffer: Buffer.from("not a log at all") };

// As a person has it whose folders are copied to the cloud.
const cloud = join(mkdtempSync(join(tmpdir(), "homepoint-cloud-")), "Dropbox");
const watched = join(cloud, "FlightRecord");
mkdirSync(watched, { recursive: true });
afterAll(() => rmSync(join(cloud, ".."), { recursive: true, force: true }));

describeInBrowser(
  "taking in",
  ({ open }) => {
    test(
      "tells what became of each file, keeps the unknown when asked, and where the copies are",
      async () => {
        const { page, foreign, complaints } = await open();
        await keepSamples(page);
        await page
          .getByText(/Dropbox/)
          .first()
          .waitFor();
        await page.getByRole("button", { name: "Clear the list" }).click();

        await page.locator("input[type=file]").first().setInputFiles([ridge]);
        await page.getByText("The same bytes are in the vault already.").waitFor();
        await page.locator("input[type=file]").first().setInputFiles([unknown]);
        await page.getByText("No reader recognizes it.").waitFor();
        await page.getByRole("button", { name: "Keep anyway", exact: true }).click();
        await page.getByText("Sealed as it is.").waitFor();
        await page.getByText("1 new log is sealed in the vault").waitFor();
        await page.getByText("dropped one by one").waitFor();
        await page.getByRole("link", { name: "Flights", exact: true }).click();
        await page.locator(".intake-panel", { hasText: "2 files done" }).waitFor();
        expect(foreign).toEqual([]);
        expect(complaints).toEqual([]);
      },
      flowMilliseconds,
    );

    test(
      "shows how far it is, can be stopped, and goes on where it was",
      async () => {
        const { page } = await open();
        await page.getByLabel("Passphrase").fill(passphrase);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("link", { name: "Take in" }).click();
        let letThrough = (): void => undefined;
        const held = new Promise<void>((resolve) => {
          letThrough = resolve;
        });
        await page.route("**/api/logs*", async (route) => {
          await held;
          await route.continue().catch(() => undefined); // the page gave it up meanwhile
        });
        const files = Array.from({ length: 6 }, (_, number) => ({
          name: `FlightRecord_${number}.bin`,
          mimeType: "",
          buffer: Buffer.from(`not a log, number ${number}`),
        }));
        await page.locator("input[type=file]").first().setInputFiles(files);
        await page.getByRole("button", { name: "Keep 6 files anyway" }).click();
        await page.getByRole("heading", { name: "Taking in 0 of 6" }).waitFor();
        await page.getByRole("progressbar").first().waitFor();
        await page.getByRole("button", { name: "Cancel" }).click();
        await page.getByText("Cancelled").nth(5).waitFor();
        letThrough();
        await page.unroute("**/api/logs*");
        await page.getByRole("button", { name: "Try again" }).click();
        await page.getByText("6 new logs are sealed in the vault").waitFor();
      },
      flowMilliseconds,
    );

    test(
      "watches a folder, and warns where others get a copy of it",
      async () => {
        const { page, complaints } = await open();
        await page.getByLabel("Passphrase").fill(passphrase);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("link", { name: "Settings" }).click();
        cpSync(ridge, join(watched, "FlightRecord_ridge.txt"));
        await page.getByLabel("Path of a folder on that machine").fill(watched);
        await page.getByRole("button", { name: "Watch", exact: true }).click();
        await page.getByText(/This folder is copied to the cloud by Dropbox/).waitFor();
        await page.getByText(/last looked/).waitFor();
        await page.getByRole("button", { name: "Stop watching" }).click();
        await page.getByText("No folder is watched.").waitFor();
        expect(complaints).toEqual([]);
      },
      flowMilliseconds,
    );
  },
  "--data",
  join(cloud, "homepoint"),
);
