/* oxlint-disable no-console -- a skipped test says so loudly */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  anywherePrimitives as primitives,
  formatVerifierKey,
  makeSignerKey,
  type Disclosure,
} from "@homepoint/evidence";
import { EvidenceLog } from "@homepoint/evidence/node";
import { renderHtml, signReport, writeReport, type Report } from "@homepoint/inspect";
import { renderPdf } from "@homepoint/inspect/node";
import { X25519Identity } from "@homepoint/vault";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserFlags, chromiumPath } from "../../tools/browser.ts";

const built = fileURLToPath(new URL("../../public/verifier.html", import.meta.url));
const why = chromiumPath
  ? existsSync(built)
    ? undefined
    : "verifier.html is not built"
  : "there is no chromium on this machine";
if (why !== undefined) console.warn(`SKIPPED the verifier's page: ${why}`);

const key = makeSignerKey("auditor", primitives.sha256(new Uint8Array(1)), primitives);
const report: Report = {
  v: 1,
  id: "0011223344556677",
  madeAt: "2026-05-04T12:00:00.000Z",
  software: [{ name: "homepoint", version: "0.1.0" }],
  body: {
    kind: "flight",
    flight: {
      id: "f1",
      name: "Quarry <b>",
      proof: { verdict: "not-proved", reasons: [], devices: [], refused: 0, bytesOut: 0 },
    },
  },
};
const signed = signReport(report, key, primitives);

/** Of a log with one try that was refused: all but the client that tried. */
async function disclosureIn(folder: string): Promise<Disclosure> {
  const identity = X25519Identity.create(primitives);
  const log = await EvidenceLog.open({
    folder: join(folder, "log"),
    signingKey: join(folder, "log.key"),
    recipient: identity.recipient,
    by: "hub",
  });
  await log.append({
    kind: "verdict",
    by: "gateway",
    attempt: {
      kind: "connection",
      subject: { kind: "client", id: "tablet-7" },
      direction: "out",
      host: "tiles.example",
      port: 443,
      protocol: "tcp",
    },
    verdict: { allowed: false, because: "not-granted", mode: "local-data" },
  });
  const selection = { members: ["at", "kind", "verdict"], extent: "whole" as const };
  const disclosure = await log.disclose(selection, identity);
  await log.close();
  return disclosure;
}

describe.skipIf(why !== undefined)("the verifier, opened from a file, with no network", () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "verifier-"));
    browser = await chromium.launch({
      executablePath: chromiumPath ?? "",
      args: browserFlags,
    });
    const context = await browser.newContext({ offline: true, locale: "en-GB" });
    page = await context.newPage();
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`file://${built}`);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function bring(name: string, bytes: string | Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    await page.setInputFiles("#files", path);
    await page.waitForFunction(
      () => !document.querySelector("#answer")?.textContent?.startsWith("Reading"),
    );
    return page.innerText("#answer");
  }

  test("JSON, page and PDF of a report verify, and what it says is drawn anew", async () => {
    const carriers = [
      ["r.json", writeReport(signed)],
      ["r.html", renderHtml(signed, "en", primitives)],
      ["r.pdf", await renderPdf(signed, "en")],
    ] as const;
    for (const [name, bytes] of carriers) {
      const answer = await bring(name, bytes);
      expect(answer, name).toContain("This is what was signed.");
      expect(answer, name).toContain("Quarry <b>: not proved");
      expect(answer, name).toContain(formatVerifierKey(key));
    }
  });

  test("a report that was changed does not check out, and is not shown", async () => {
    const answer = await bring("bad.json", writeReport(signed).replace("not-proved", "held"));
    expect(answer).toContain("does not check out");
    expect(answer).not.toContain("Quarry");
  });

  test("a page that shows something else than it carries is named", async () => {
    const touched = renderHtml(signed, "en", primitives).replace("not proved", "held");
    expect(await bring("touched.html", touched)).toContain("shows something else");
  });

  test("a key that did not sign is told", async () => {
    await page.fill("#key", formatVerifierKey(makeSignerKey("x", new Uint8Array(32), primitives)));
    expect(await bring("r.json", writeReport(signed))).toContain("the key you trust did not sign");
    await page.fill("#key", "");
  });

  test("a disclosure verifies, and shows what it shows and no more; changed, it shows nothing", async () => {
    const disclosure = JSON.stringify(await disclosureIn(folder));
    const answer = await bring("d.json", disclosure);
    expect(answer).toContain("No entry between the first and the last was left out.");
    expect(answer).toContain('"because":"not-granted"');
    expect(answer).not.toContain("tablet-7");
    const changed = await bring("changed.json", disclosure.replace("not-granted", "granted"));
    expect(changed).toContain("says something else than what was committed to");
    expect(changed).not.toContain("because");
    await page.fill("#key", formatVerifierKey(key));
    expect(await bring("d.json", disclosure)).toContain(
      "its log is another than the one you trust",
    );
    await page.fill("#key", "");
  });

  test("what is neither is named", async () => {
    expect(await bring("x.txt", "hello")).toContain(
      "neither a report nor a disclosure nor a proof",
    );
  });

  test("it asked nobody, and its own policy had nothing to stop", () => {
    expect(asked.filter((url) => !url.startsWith("file://"))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
