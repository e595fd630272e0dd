import { isProblem } from "@homepoint/base";
import { openWhole, sealWhole, type OpenParts } from "../age/age-file.ts";
import type { Recipient } from "../age/recipient.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { formatAbout, parseAbout, type About } from "./about.ts";

/** docs/formats/ring.md §2.3 */
export function sealAbout(
  about: About,
  recipients: readonly Recipient[],
  primitives: Primitives,
): Promise<Uint8Array> {
  return sealWhole({ bytes: formatAbout(about), recipients, primitives });
}

/** The About in the entry of that name. @throws vault/damaged-entry, vault/forged-entry */
export async function openAbout(name: string, parts: OpenParts): Promise<About> {
  try {
    const about = parseAbout(await openWhole(parts));
    if (about) return about;
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    // What our key does not open was sealed by someone who knows the recipient only.
    const isForeign = cause.code === "vault/not-for-us";
    throw problem(isForeign ? "forged-entry" : "damaged-entry", { name }, { cause });
  }
  throw problem("damaged-entry", { name });
}
