import type { Page, Route } from "playwright-core";
import {
  broken,
  clockBehind,
  clockSealed,
  manyTries,
  proved,
  restricted,
  sealed,
  someGateways,
  someMissions,
  someWaiting,
  type Answers,
} from "./answers.ts";
import { madePackage, madePcap } from "./made-files.ts";
import { openFlight } from "./steps.ts";

export type Picture = {
  readonly name: string;
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
  /** What the hub would answer in a state that is seldom. */
  readonly answers?: Answers;
  /** All of the page, not only what is in sight. */
  readonly whole?: true;
};

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

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole("button", { name }).first().click();

const bring = (name: string, buffer: Uint8Array) => (page: Page) =>
  page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) });

/** A hub that only this machine reaches has no door for gateways, and invites none. */
const answerInvitation = (route: Route): Promise<void> =>
  route.request().method() === "POST"
    ? route.fulfill({ json: { id: "1", invitation: madeInvitation, expiresAt: inAnHour() } })
    : route.fallback();
const madeInvitation = "hp1".padEnd(180, "MadeInvitation");
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

async function invite(page: Page): Promise<void> {
  await page.route("**/api/gateways", answerInvitation);
  await press("Invite a gateway")(page);
  await page.getByRole("dialog").getByLabel("Name").fill("field 1");
  await press("Make invitation")(page);
  await page.getByText("The invitation is made").waitFor();
}

async function secretAdvice(page: Page): Promise<void> {
  for (const select of await page.locator(".advice-questions select").all()) {
    const last = await select.locator("option").last().getAttribute("value");
    await select.selectOption(last);
  }
  await page.locator(".advice-points input").first().check();
}

const programOf = async (page: Page): Promise<void> => {
  await bring("made.apk", await madePackage("old.example.com"))(page);
  await press("Keep in the register")(page);
  await page.getByRole("link", { name: "made.apk" }).first().click();
  await page.getByRole("heading", { name: "made.apk" }).waitFor();
};

async function bringCapture(page: Page): Promise<void> {
  await bring("outer.pcap", madePcap())(page);
  await page.locator(".flow-table").first().waitFor();
}

async function keepCapture(page: Page): Promise<void> {
  await bringCapture(page);
  await press("Keep the result")(page);
  await page.getByRole("dialog").waitFor();
}

async function keptCapture(page: Page): Promise<void> {
  await keepCapture(page);
  await page.getByRole("dialog").getByRole("button", { name: /keep/i }).click();
  await page.getByRole("link", { name: "outer.pcap" }).first().click();
  await page.getByRole("link", { name: "All captures" }).waitFor();
}

const judgedFlight = (verdict: "held" | "not-held"): Picture => ({
  name: `flight-${verdict}`,
  path: "/flights",
  answers: proved(verdict),
  prepare: async (page) => {
    await openFlight(page, "Lapwing");
    await page.getByRole("tab", { name: "About" }).click();
    await page.getByText("Did anything leave?").scrollIntoViewIfNeeded();
  },
  whole: true,
});

/** Every page, and the states of it that are worth a look. */
export const pictures: readonly Picture[] = [
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
  judgedFlight("held"),
  judgedFlight("not-held"),
  { name: "take-in", path: "/take-in" },
  { name: "evidence", path: "/evidence", prepare: press("Verify now"), whole: true },
  { name: "evidence-disclose", path: "/evidence", prepare: press("For an auditor") },
  { name: "evidence-witness", path: "/evidence", prepare: press("Add a witness") },
  { name: "log-keys", path: "/log-keys" },
  { name: "mode", path: "/mode", whole: true },
  {
    name: "mode-tries",
    path: "/mode",
    answers: { ...manyTries, ...restricted, ...someMissions },
    whole: true,
  },
  { name: "mode-gateways", path: "/mode", answers: someGateways, whole: true },
  { name: "mode-sealed", path: "/mode", answers: sealed, whole: true },
  { name: "mode-clock", path: "/mode", answers: clockBehind },
  { name: "mode-clock-sealed", path: "/mode", answers: clockSealed },
  {
    name: "mode-clock-confirm",
    path: "/mode",
    answers: clockBehind,
    prepare: press("The clock is right…"),
  },
  { name: "mode-waiting", path: "/mode", answers: someWaiting, whole: true },
  {
    name: "mode-broken",
    path: "/mode",
    answers: broken,
    prepare: (page) => page.locator(".note-bad").first().waitFor(),
  },
  { name: "mode-allow", path: "/mode", prepare: press("Allow…") },
  { name: "mode-lock", path: "/mode", prepare: press("Lock with a password…") },
  { name: "mode-baseline", path: "/mode", prepare: press("Record a baseline…") },
  { name: "mode-plan", path: "/mode", prepare: press("Plan a mission…") },
  { name: "gateway-invite", path: "/mode", prepare: invite },
  { name: "advice", path: "/advice", whole: true },
  { name: "advice-secret", path: "/advice", prepare: secretAdvice, whole: true },
  { name: "advice-device", path: "/advice", prepare: press(/device/i) },
  { name: "audits", path: "/audits", whole: true },
  { name: "audits-capture", path: "/audits", prepare: bringCapture, whole: true },
  { name: "audits-keep", path: "/audits", prepare: keepCapture },
  { name: "audits-kept", path: "/audits", prepare: keptCapture, whole: true },
  {
    name: "audits-report",
    path: "/audits",
    prepare: async (page) => {
      await press("Report on the six steps")(page);
      await page.getByRole("link", { name: "The six steps" }).first().click();
      await page.getByText("Verified in this browser").waitFor();
    },
    whole: true,
  },
  { name: "audits-some", path: "/audits", whole: true },
  { name: "places", path: "/places" },
  { name: "software", path: "/software", whole: true },
  {
    name: "software-known",
    path: "/software",
    prepare: (page) => page.getByText("DJI Pilot 2").first().click(),
  },
  { name: "software-program", path: "/software", prepare: programOf, whole: true },
  {
    name: "software-paper",
    path: "/software",
    prepare: async (page) => {
      await programOf(page);
      await press("Add a paper")(page);
    },
  },
  { name: "settings", path: "/settings" },
];
