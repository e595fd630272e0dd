// Makes a picture of every page, with made flights only: node apps/web/tools/screenshots.ts [FOLDER]
// Needs a build and chromium. Desk and phone, light and dark.
/* oxlint-disable no-console -- a tool tells what it makes */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openPage, type Look } from "./browser.ts";
import { startHub } from "./hub.ts";
import { keepSamples, lookAtSamples, openFlight, passphrase } from "./steps.ts";

const folder = process.argv[2] ?? join(import.meta.dirname, "../screenshots");
mkdirSync(folder, { recursive: true });

type Picture = {
  readonly name: string;
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
};

const settled = 1200;
const mapDrawn = 6000;

async function pointAtChart(page: Page): Promise<void> {
  await page.waitForTimeout(mapDrawn);
  const box = await page.locator(".pane-canvas").first().boundingBox();
  if (box) await page.mouse.move(box.x + box.width * 0.62, box.y + box.height / 2);
}

async function chooseTwo(page: Page): Promise<void> {
  const boxes = page.locator(".flight-line .check");
  await boxes.nth(0).click();
  await boxes.nth(2).click();
}

const kept: readonly Picture[] = [
  { name: "flights", path: "/flights" },
  { name: "flights-chosen", path: "/flights?group=month", prepare: chooseTwo },
  {
    name: "flights-map",
    path: "/flights?view=map",
    prepare: (page) => page.waitForTimeout(mapDrawn),
  },
  {
    name: "flight",
    path: "/flights",
    prepare: async (page) => {
      await openFlight(page, "Lapwing");
      await pointAtChart(page);
    },
  },
  {
    name: "flight-locked",
    path: "/flights",
    prepare: async (page) => {
      await openFlight(page, "Goldcrest");
      await page.waitForTimeout(mapDrawn);
    },
  },
  { name: "take-in", path: "/take-in" },
  {
    name: "evidence",
    path: "/evidence",
    prepare: (page) => page.getByRole("button", { name: "Verify now" }).click(),
  },
  { name: "log-keys", path: "/log-keys" },
  { name: "mode", path: "/mode" },
  { name: "audits", path: "/audits" },
  { name: "places", path: "/places" },
  { name: "software", path: "/software" },
  { name: "settings", path: "/settings" },
];

const looks: readonly Look[] = [
  { size: "desk", theme: "light" },
  { size: "desk", theme: "dark" },
  { size: "phone", theme: "light" },
  { size: "phone", theme: "dark" },
];

async function shoot(page: Page, name: string, look: Look): Promise<void> {
  const path = join(folder, `${name}-${look.size}-${look.theme}.png`);
  await page.waitForTimeout(settled);
  await page.screenshot({ path });
  console.log(path);
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Flights" }).waitFor();
}

const hub = await startHub();
try {
  for (const look of looks) {
    const { page, close } = await openPage(hub.url, look);
    await page.getByRole("button", { name: "Look at sample flights" }).waitFor();
    await shoot(page, "start", look);
    await lookAtSamples(page);
    await shoot(page, "look", look);
    await close();
  }
  const first = await openPage(hub.url);
  await keepSamples(first.page);
  await first.close();
  for (const look of looks) {
    const { page, close } = await openPage(hub.url, look);
    await shoot(page, "sign-in", look);
    await signIn(page);
    for (const { name, path, prepare } of kept) {
      await page.goto(hub.url + path);
      await page.waitForTimeout(settled);
      await prepare?.(page);
      await shoot(page, name, look);
    }
    await close();
  }
} finally {
  await hub.stop();
}
