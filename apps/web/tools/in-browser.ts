/* oxlint-disable no-console -- a skipped test says so loudly */
import { afterAll, beforeAll, describe } from "vitest";
import { chromiumPath, openPage, type Look, type OpenPage } from "./browser.ts";
import { missingBuilds, startHub, type RunningHub } from "./hub.ts";

function whyNot(): string | undefined {
  if (!chromiumPath) return "there is no chromium on this machine";
  const missing = missingBuilds();
  return missing.length > 0 ? `not built: ${missing.join(", ")}` : undefined;
}

export type InBrowser = {
  /** Opens a page of the hub; every page is closed when the tests are through. */
  readonly open: (look?: Look) => Promise<OpenPage>;
};

/**
 * Tests of the built page in a real browser, against a real hub on an empty folder.
 *
 * @param options more options of `homepoint serve`
 */
export function describeInBrowser(
  name: string,
  tests: (parts: InBrowser) => void,
  ...options: readonly string[]
): void {
  const why = whyNot();
  if (why) {
    console.warn(`SKIPPED ${name}: ${why}`);
    describe.skip(`${name} (skipped: ${why})`, () =>
      tests({ open: () => Promise.reject(new Error(why)) }));
    return;
  }
  describe(name, () => {
    let hub: RunningHub | undefined;
    const pages: OpenPage[] = [];
    beforeAll(async () => {
      hub = await startHub(...options);
    });
    afterAll(async () => {
      for (const page of pages) await page.close();
      await hub?.stop();
    });
    const open = async (look?: Look): Promise<OpenPage> => {
      // Over the network, a browser that knows nothing yet knocks without TLS.
      const url = (hub?.url ?? "").replace(/^https:\/\/[\d.]+/, "http://127.0.0.1");
      const page = await openPage(url, look);
      pages.push(page);
      return page;
    };
    tests({ open });
  });
}

/** A whole flow in a browser may take this long on a busy machine. */
export const flowMilliseconds = 120_000;
