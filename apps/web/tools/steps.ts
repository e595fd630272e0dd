import type { Page } from "playwright-core";

export const passphrase = "correct horse battery staple lantern";

/** Looks at the made flights that ship with the product. */
export async function lookAtSamples(page: Page, atLeast = 5): Promise<void> {
  await page.getByRole("button", { name: "Look at sample flights" }).click();
  await page
    .locator(".flight-link")
    .nth(atLeast - 1)
    .waitFor();
}

/** From looking to keeping: passphrase, words, confirmed; answers the recovery words. */
export async function setUp(page: Page): Promise<string[]> {
  await page.getByLabel("Your name").fill("Ada Example");
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("The same again").fill(passphrase);
  await page.getByRole("button", { name: "Make the vault" }).click();
  const shown = page.locator(".words-sheet b");
  await shown.first().waitFor();
  return shown.allInnerTexts();
}

export async function confirmWords(page: Page, words: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: "I have written them down" }).click();
  const fields = page.locator(".words-asked .field");
  await fields.first().waitFor();
  for (const field of await fields.all()) {
    const label = await field.locator("label").innerText();
    const place = Number(/\d+/.exec(label)?.[0]);
    await field.locator("input").fill(words[place - 1] ?? "");
  }
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
}

/** A vault with the made flights in it; the page then shows what became of each file. */
export async function keepSamples(page: Page): Promise<string[]> {
  await lookAtSamples(page);
  await page.getByRole("button", { name: "Keep these flights" }).click();
  const words = await setUp(page);
  await confirmWords(page, words);
  await page.getByRole("heading", { name: "What is now where" }).waitFor();
  return words;
}

/** Opens the flight of this aircraft from the list. */
export async function openFlight(page: Page, aircraft: string): Promise<void> {
  await page.locator(".flight-line", { hasText: aircraft }).locator(".flight-link").click();
  await page.getByRole("link", { name: "All flights" }).waitFor();
}

/** How many colours a canvas shows in a sample of its points: one means that it is blank. */
export async function colorsOf(page: Page, selector: string): Promise<number> {
  const picture = await page.locator(selector).first().screenshot();
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    const { data = new Uint8ClampedArray() } =
      context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {};
    const seen = new Set<number>();
    for (let at = 0; at < data.length; at += 4 * 7)
      seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    return seen.size;
  }, picture.toString("base64"));
}
