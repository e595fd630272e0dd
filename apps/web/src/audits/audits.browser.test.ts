import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeInBrowser, flowMilliseconds } from "../../tools/in-browser.ts";
import { setUp } from "../../tools/steps.ts";

/** One SYN from 10.0.0.2 to 192.0.2.1, port 443: pcap, microseconds, raw IPv4. */
function madePcap(): Uint8Array {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(101, 20);
  const ip = Buffer.from(
    "45000028000040004006000" +
      "00a000002c0000201" +
      "c35001bb" +
      "0000000100000000" +
      "5002ffff00000000",
    "hex",
  );
  const frame = Buffer.alloc(16);
  frame.writeUInt32LE(1_770_000_000, 0);
  frame.writeUInt32LE(ip.length, 8);
  frame.writeUInt32LE(ip.length, 12);
  return Buffer.concat([head, frame, ip]);
}

describeInBrowser("audits", ({ open }) => {
  test(
    "a report of the six steps is made and read, and a capture is judged without leaving the browser",
    async () => {
      const { page, complaints, foreign } = await open();
      await page.goto(new URL("/set-up", page.url()).href);
      await setUp(page);
      await page.goto(new URL("/audits", page.url()).href);
      await page.getByRole("button", { name: "Report on the six steps" }).click();
      await page.getByRole("link", { name: "The six steps" }).click();
      await page.getByText("Verified in this browser").waitFor();
      expect(await page.getByText("Keep the drone offline").count()).toBe(1);
      await page.getByRole("link", { name: "All reports" }).click();
      const path = join(await mkdtemp(join(tmpdir(), "audits-")), "made.pcap");
      await writeFile(path, madePcap());
      const sent: string[] = [];
      page.on("request", (request) => {
        if (request.method() !== "GET") sent.push(request.url());
      });
      await page.locator('input[type="file"]').first().setInputFiles(path);
      await page.getByText("192.0.2.1:443").waitFor();
      expect(await page.getByText("would be refused").count()).toBeGreaterThan(0);
      expect(sent).toEqual([]);
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    },
    flowMilliseconds,
  );
});
