import { expect, test } from "vitest";
import { madePcap } from "../../tools/made-files.ts";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { setUp } from "../../tools/steps.ts";

describeInBrowser("audits", ({ open }) => {
  test(
    "a report of the six steps is made and read, and a capture is judged here, kept when asked, and shredded",
    async () => {
      const { page, complaints, foreign } = await open();
      await page.goto(new URL("/set-up", page.url()).href);
      await setUp(page);
      await page.goto(new URL("/audits", page.url()).href);
      await page.getByRole("button", { name: "Report on the six steps" }).click();
      await page.getByRole("link", { name: "The six steps" }).click();
      await page.getByText("Verified in this browser").waitFor();
      // Once among all six, once above what it rests on.
      await expect.poll(() => page.getByText("Keep the drone offline").count()).toBe(2);
      await page.getByRole("link", { name: "All reports" }).click();
      const sent: string[] = [];
      page.on("request", (request) => {
        if (request.method() !== "GET") sent.push(new URL(request.url()).pathname);
      });
      const capture = {
        name: "made.pcap",
        mimeType: "application/octet-stream",
        buffer: Buffer.from(madePcap([1, 2])),
      };
      await page.locator('input[type="file"]').first().setInputFiles(capture);
      await page.getByText("192.0.2.1:443").waitFor();
      await page.getByText("Judged by the policy in force here: Local Data Mode").waitFor();
      await expect.poll(() => page.getByText("would be refused").count()).toBeGreaterThan(1);
      expect(sent).toEqual([]);

      await page.getByRole("button", { name: "Keep the result" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Keep the result" }).click();
      const kept = page.getByRole("region", { name: "Captures" });
      await kept.getByText("2 refused").waitFor();
      await kept.getByRole("link", { name: "made.pcap" }).click();
      await page.getByText("Local Data Mode, policy 0").waitFor();
      await page.getByText("192.0.2.2:443").waitFor();
      await page.getByRole("button", { name: "Shred" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Shred" }).click();
      await kept.getByText("None is kept yet.").waitFor();
      expect(sent).toEqual([
        "/api/captures",
        expect.stringMatching(/^\/api\/captures\/[0-9a-f]{64}$/),
      ]);
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
