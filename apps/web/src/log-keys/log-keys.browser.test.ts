import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { sampleChains, standInAppKey, startKeyServer } from "@homepoint/testdata";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { keepSamples, openFlight } from "../../tools/steps.ts";

const program = join(import.meta.dirname, "../../../cli/bin/homepoint.mjs");

/** What the connected machine does: a process of its own, without a vault. */
async function fetchKeys(requests: string, folder: string): Promise<string> {
  await using ends = new AsyncDisposableStack();
  const server = await startKeyServer(sampleChains);
  ends.defer(server.stop);
  const [answers, appKey] = [join(folder, "answers.jsonl"), join(folder, "app-key.txt")];
  await writeFile(appKey, standInAppKey);
  const given = ["--output", answers, "--key-file", appKey, "--endpoint", server.url, "--yes"];
  const noVault = ["--data", join(folder, "nothing-here")];
  const child = spawn(process.execPath, [program, "keys", "fetch", requests, ...given, ...noVault]);
  expect((await once(child, "exit"))[0]).toBe(0);
  return answers;
}

async function drop(page: Page, name: string, content: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([name, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name));
      return transfer;
    },
    [name, content] as const,
  );
  for (const kind of ["dragenter", "dragover", "drop"])
    await page.dispatchEvent("body", kind, { dataTransfer: files });
}

describeInBrowser("keys for a locked log", ({ open }) => {
  test(
    "are asked for by a file that is taken along, and open the track when they come home",
    async () => {
      await using ends = new AsyncDisposableStack();
      const folder = await mkdtemp(join(tmpdir(), "homepoint-keys-"));
      ends.defer(() => rm(folder, { recursive: true }));
      const { page, foreign, complaints } = await open();
      await keepSamples(page);
      await page.getByText("1 log is locked").waitFor();
      await page.getByRole("link", { name: "Flights" }).click();
      await openFlight(page, "Goldcrest");
      await page.getByRole("link", { name: "Ask for the key by hand" }).click();
      await page.getByRole("heading", { name: "Locked logs" }).waitFor();
      await page.getByText("Not asked for", { exact: true }).waitFor();
      await page.getByText("What would leave", { exact: true }).click();
      const body = await page.locator(".log-keys-body").innerText();
      expect(JSON.parse(body)).toMatchObject({ version: 4, department: 3 });

      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download 1 request" }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^homepoint-key-requests-[\d-]+\.json$/);
      const requests = await download.path();
      expect(await readFile(requests, "utf8")).toContain(body);
      await page.getByText("Asked for", { exact: true }).waitFor();
      expect(await page.getByRole("button", { name: "Nothing new to ask" }).isDisabled()).toBe(
        true,
      );
      await page.getByRole("button", { name: "Ask for 1 log once more" }).waitFor();

      await drop(page, "diary.txt", "dear diary");
      await page.getByText("diary.txt: These are not key chains").waitFor();

      const answers = await fetchKeys(requests, folder);
      await drop(page, "answers.jsonl", await readFile(answers, "utf8"));
      await page.getByText("1 log is open now.").waitFor();
      await page.getByRole("heading", { name: "No log waits for keys" }).waitFor();
      await page.getByRole("link", { name: "Flights" }).click();
      await openFlight(page, "Goldcrest");
      await page.locator(".pane-canvas canvas").first().waitFor();
      await expect.poll(() => page.getByText("The track is locked").count()).toBe(0);
      await page.getByRole("link", { name: "Evidence" }).click();
      await page.getByText(/Keys for the log .* came home: 12 are sealed/).waitFor();
      expect(foreign).toEqual([]);
      // The browser's own word on the diary.
      expect(complaints).toEqual([expect.stringContaining("400")]);
    },
    flowMilliseconds,
  );
});
