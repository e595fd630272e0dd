import { createHash } from "node:crypto";
import { catalogueText, type Here } from "@homepoint/policy";

/** What a sealed policy has to have been made for, to be in force here. */
export function hereOf(version: string): Here {
  return { version, catalogue: createHash("sha256").update(catalogueText()).digest("hex") };
}
