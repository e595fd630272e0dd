import { parseKeyChains, type KeyChain } from "../key-chains.ts";
import { isObject, parseJson } from "./shape.ts";

/** What the maker's server said to one request. */
export type MakerAnswer =
  | { readonly kind: "keys"; readonly keys: KeyChain }
  /** In the server's words, made fit to be shown. */
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unreadable" };

const longestWords = 200;

/** Reads the body of an answer, DJI flight record §5.3. One without any key is a refusal. */
export function readMakerAnswer(body: string): MakerAnswer {
  const value = parseJson(body);
  if (!isObject(value)) return { kind: "unreadable" };
  const { result, data } = value;
  const { code, msg } = isObject(result) ? result : {};
  if (code !== undefined && code !== 0) return { kind: "refused", why: wordsOf(msg, code) };
  try {
    const keys = parseKeyChains(JSON.stringify({ data }));
    return keys.flat().length > 0
      ? { kind: "keys", keys }
      : { kind: "refused", why: "it gave no key" };
  } catch {
    return { kind: "unreadable" };
  }
}

/** A terminal shows what a server says; it must not be told what to do by it. */
function wordsOf(msg: unknown, code: unknown): string {
  const said = typeof msg === "string" ? msg.replace(/[^\p{L}\p{N}\p{P}\p{Zs}]/gu, "") : "";
  return said.trim().slice(0, longestWords) || `code ${String(code).slice(0, 20)}`;
}
