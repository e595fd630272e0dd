import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";

export const chromiumPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

/** Whom Chromium asks by itself: for updates, about forms, about passwords. The page names none. */
const browserHosts = ["*.googleapis.com", "*.google.com"];

/** What Chromium needs here, and must not do by itself. */
export const browserFlags = [
  "--disable-gpu",
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-features=AutofillServerCommunication,OptimizationHints,Translate",
  `--host-resolver-rules=${browserHosts.map((host) => `MAP ${host} 127.0.0.1`).join(",")}`,
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

export type Look = {
  readonly size?: "desk" | "laptop" | "phone";
  readonly theme?: "light" | "dark";
  readonly language?: string;
};

const sizes = {
  desk: { viewport: { width: 1440, height: 900 } },
  laptop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const;

export type OpenPage = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses asked for that are not the hub's. */
  readonly foreign: readonly string[];
  /** Errors of the page and breaches of its policy, as its console tells them. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
};

/** A page of a hub in a browser that knows nothing yet, and what went wrong in it. */
export async function openPage(url: string, look: Look = {}): Promise<OpenPage> {
  const { size = "desk", theme = "light", language = "en-GB" } = look;
  const folder = await mkdtemp(join(tmpdir(), "homepoint-browser-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath ?? "",
    args: browserFlags,
    ...sizes[size],
    colorScheme: theme,
    locale: language,
    timezoneId: "Europe/Berlin",
    acceptDownloads: true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const foreign: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith(`${url}/`) && !/^(data|blob):/.test(asked)) foreign.push(asked);
  });
  page.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(`${url}/`);
  return {
    page,
    context,
    foreign,
    complaints,
    close: async () => {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
