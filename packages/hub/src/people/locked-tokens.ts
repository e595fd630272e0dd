import { roles } from "@homepoint/policy";
import { tokenScopes } from "@homepoint/api";
import { textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { z } from "zod";
import type { LockedToken } from "./tokens.ts";

const shape = z.array(
  z.object({
    id: z.string(),
    hash: z.string(),
    role: z.enum(roles),
    scope: z.enum(tokenScopes),
    expiresAt: z.string().nullable(),
  }),
);

/** Tokens that a locked hub knows: their hashes open nothing. A damaged list lets nobody in. */
export async function readLockedTokens(path: string): Promise<readonly LockedToken[]> {
  const bytes = await readFileIfThere(path);
  try {
    return bytes ? shape.parse(JSON.parse(textOf(bytes))) : [];
  } catch {
    return [];
  }
}

export async function writeLockedTokens(
  path: string,
  tokens: readonly LockedToken[],
): Promise<void> {
  await replaceFile(path, utf8(`${JSON.stringify(tokens)}\n`));
}
