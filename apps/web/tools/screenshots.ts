// Makes a picture of every page, with made flights only. Needs a build and chromium; laptop and phone,
// light and dark: node apps/web/tools/screenshots.ts [FOLDER [NAME|laptop|phone|light|dark …]]
/* oxlint-disable no-console -- a tool tells what it makes */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { changeAnswers } from "./answers.ts";
import { openPage, type Look } from "./browser.ts";
import { startHub } from "./hub.ts";
import { pictures, type Picture } from "./pictures.ts";
import { keepSamples, lookAtSamples, passphrase } from "./steps.ts";

const [, , folder = join(import.meta.dirname, "../screenshots"), ...asked] = process.argv;
mkdirSync(folder, { recursive: true });
const settled = 1200;

const allLooks = [
  { size: "laptop", theme: "light" },
  { size: "laptop", theme: "dark" },
  { size: "phone", theme: "light" },
  { size: "phone", theme: "dark" },
] as const;
const words = new Set(asked);
/** Of a few that exclude each other, those that are asked for; all, where none is. */
const among = <Value extends string>(all: readonly Value[]): readonly Value[] => {
  const some = all.filter((one) => words.has(one));
  return some.length > 0 ? some : all;
};
const [sizes, themes] = [among(["laptop", "phone"]), among(["light", "dark"])];
const looks = allLooks.filter(({ size, theme }) => sizes.includes(size) && themes.includes(theme));
const names = among(["start", "look", "sign-in", ...pictures.map(({ name }) => name)]);
const isAsked = (name: string): boolean => names.includes(name);

async function shoot(page: Page, name: string, look: Look, fullPage: boolean): Promise<void> {
  if (!isAsked(name)) return;
  const path = join(folder, `${name}-${look.size}-${look.theme}.png`);
  await page.waitForTimeout(settled);
  await page.screenshot({ path, fullPage });
  console.log(path);
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Flights" }).waitFor();
}

async function take(page: Page, picture: Picture, look: Look): Promise<void> {
  const { name, path, prepare, answers = {}, whole } = picture;
  await page.unrouteAll();
  await changeAnswers(page, answers);
  await page.goto(hub.url + path);
  await page.waitForTimeout(settled);
  await prepare?.(page);
  await shoot(page, name, look, whole === true);
}

const hub = await startHub();
try {
  for (const look of looks.filter(() => isAsked("start") || isAsked("look"))) {
    const { page, close } = await openPage(hub.url, look);
    await page.getByRole("button", { name: "Look at sample flights" }).waitFor();
    await shoot(page, "start", look, false);
    await lookAtSamples(page);
    await shoot(page, "look", look, false);
    await close();
  }
  const first = await openPage(hub.url);
  await keepSamples(first.page);
  await first.close();
  for (const look of looks) {
    const { page, close } = await openPage(hub.url, look);
    await shoot(page, "sign-in", look, false);
    await signIn(page);
    for (const picture of pictures.filter(({ name }) => isAsked(name)))
      await take(page, picture, look).catch((error: unknown) =>
        console.error(`${picture.name}: ${String(error).slice(0, 300)}`),
      );
    await close();
  }
} finally {
  await hub.stop();
}
