import { equalBytes, fromBase64, textOf } from "@homepoint/base";
import type { Oddities } from "../oddity.ts";
import { unpackWhole, type UnpackParts } from "../zip/unpack.ts";
import type { ZipEntry } from "../zip/zip.ts";
import { digest } from "./content-digest.ts";
import { readPkcs7 } from "./pkcs7.ts";
import { shown } from "./signing-block.ts";
import type { SchemeFound, SigningScheme } from "./signing.ts";
import type { Checked, HashName } from "./verify-signature.ts";

const blockName = /^META-INF\/([^/]+)\.(RSA|DSA|EC)$/i;
const largestList = 32 * 1024 ** 2;
/** Larger entries are left to the schemes that cover the file as a whole. */
const largestEntry = 32 * 1024 ** 2;
const mostSigners = 20;

type Found = Pick<SchemeFound, "checked" | "because">;
const good: Found = { checked: "good" };

/**
 * Scheme v1, the JAR Specification's signed JAR: a list of digests, a list of that list's digests, and a
 * PKCS#7 signature over the second. Undefined where there is none.
 */
export async function readJarSigning(parts: UnpackParts): Promise<SchemeFound | undefined> {
  const blocks = parts.zip.entries.filter(({ name }) => blockName.test(name)).slice(0, mostSigners);
  if (blocks.length === 0) return undefined;
  const lists = new Lists(parts);
  const signers: SchemeFound["signers"][number][] = [];
  let besides: readonly SigningScheme[] = [];
  let worst = await checkEntries(lists, parts);
  for (const block of blocks) {
    const { certificate, besides: named = [], ...found } = await checkBlock(block, lists, parts);
    if (certificate) signers.push(shown(certificate));
    besides = [...besides, ...named];
    if (found.checked === "bad" || worst.checked === "good") worst = found;
  }
  if (signers.length === 0) worst = { checked: "bad", because: "no-signer" };
  return { scheme: "v1", signers, ...(besides.length > 0 ? { besides } : {}), ...worst };
}

class Lists {
  readonly #parts: UnpackParts;

  constructor(parts: UnpackParts) {
    this.#parts = parts;
  }

  async bytes(name: string): Promise<Uint8Array | undefined> {
    const wanted = name.toUpperCase();
    const entry = this.#parts.zip.entries.find((one) => one.name.toUpperCase() === wanted);
    return entry && unpackWhole(entry, this.#parts, largestList);
  }
}

type Headers = ReadonlyMap<string, string>;
type List = { readonly main: Headers; readonly entries: ReadonlyMap<string, Headers> };

/** Lines of `Name: value`; a line that begins with a space goes on with the one before. */
function readList(bytes: Uint8Array): List {
  const lines = textOf(bytes).replaceAll(/\r\n?/g, "\n").replaceAll("\n ", "");
  const [main = "", ...rest] = lines.split(/\n\n+/);
  const entries = new Map<string, Headers>();
  for (const section of rest) {
    const headers = headersIn(section);
    const name = headers.get("name");
    if (name !== undefined) entries.set(name, headers);
  }
  return { main: headersIn(main), entries };
}

function headersIn(section: string): Headers {
  const pairs = section.split("\n").flatMap((line): [string, string][] => {
    const at = line.indexOf(": ");
    return at > 0 ? [[line.slice(0, at).toLowerCase(), line.slice(at + 2)]] : [];
  });
  return new Map(pairs);
}

const hashes: readonly (readonly [string, HashName])[] = [
  ["sha-512", "SHA-512"],
  ["sha-384", "SHA-384"],
  ["sha-256", "SHA-256"],
  ["sha1", "SHA-1"],
  ["sha-1", "SHA-1"],
];

/** Whether some bytes are those of a digest in a list; undefined where it names none that is known. */
async function fits(
  headers: Headers,
  suffix: string,
  bytes: Uint8Array,
): Promise<boolean | undefined> {
  for (const [name, hash] of hashes) {
    const text = headers.get(`${name}-${suffix}`);
    if (text === undefined) continue;
    const wanted = fromBase64(text);
    return wanted !== undefined && equalBytes(wanted, await digest(hash, bytes));
  }
  return undefined;
}

/** Every entry but those of the signature itself has to stand in the list, unchanged. */
async function checkEntries(lists: Lists, parts: UnpackParts): Promise<Found> {
  const bytes = await lists.bytes("META-INF/MANIFEST.MF");
  if (!bytes) return { checked: "bad", because: "content" };
  const list = readList(bytes);
  let found = good;
  for (const entry of parts.zip.entries) {
    if (/^META-INF\/([^/]+\.(SF|RSA|DSA|EC)|MANIFEST\.MF|SIG-[^/]*)$/i.test(entry.name)) continue;
    const checked = await checkEntry(entry, list, parts);
    if (checked.checked === "bad") return checked;
    if (checked.checked === "not-checked") found = checked;
  }
  return found;
}

async function checkEntry(entry: ZipEntry, list: List, parts: UnpackParts): Promise<Found> {
  const headers = list.entries.get(entry.name);
  if (!headers) return { checked: "bad", because: "content" };
  if (entry.size > largestEntry) return { checked: "not-checked", because: "too-large" };
  const bytes = await unpackWhole(entry, parts, largestEntry);
  if (parts.budget.spent) return { checked: "not-checked", because: "too-large" };
  const isSame = bytes && (await fits(headers, "digest", bytes));
  if (isSame === undefined) return { checked: "not-checked", because: "algorithm" };
  return isSame ? good : { checked: "bad", because: "content" };
}

type Block = Found & {
  readonly besides?: readonly SigningScheme[];
  readonly certificate?: NonNullable<Awaited<ReturnType<typeof readPkcs7>>>["certificate"];
};

async function checkBlock(entry: ZipEntry, lists: Lists, parts: UnpackParts): Promise<Block> {
  const signer = blockName.exec(entry.name)?.[1] ?? "";
  const block = await unpackWhole(entry, parts, largestList);
  const listed = await lists.bytes(`META-INF/${signer}.SF`);
  const read = block && listed && (await readPkcs7(block, listed));
  if (!read) return noteDamage(entry, parts.odd);
  const { certificate, checked } = read;
  if (checked !== "good") return { certificate, checked, because: becauseOf(checked) };
  return { certificate, besides: besidesOf(listed), ...(await checkListOfList(listed, lists)) };
}

/** source.android.com, "APK Signature Scheme v2", rollback protection: `X-Android-APK-Signed: 2, 3`. */
function besidesOf(listed: Uint8Array): readonly SigningScheme[] {
  const ids = readList(listed).main.get("x-android-apk-signed")?.split(",") ?? [];
  return (["v2", "v3"] as const).filter((scheme) => ids.some((id) => `v${id.trim()}` === scheme));
}

function noteDamage({ name }: ZipEntry, odd: Oddities): Block {
  odd.add("certificate-damaged", name);
  return { checked: "bad", because: "no-signer" };
}

function becauseOf(checked: Exclude<Checked, "good">): "signature" | "algorithm" {
  return checked === "bad" ? "signature" : "algorithm";
}

async function checkListOfList(listed: Uint8Array, lists: Lists): Promise<Found> {
  const manifest = (await lists.bytes("META-INF/MANIFEST.MF")) ?? new Uint8Array();
  const list = readList(listed);
  const whole = await fits(list.main, "digest-manifest", manifest);
  if (whole === true) return good;
  // As the specification allows: then each section of the manifest has its own digest.
  const sections = sectionsOf(manifest);
  for (const [name, headers] of list.entries)
    if ((await fits(headers, "digest", sections.get(name) ?? new Uint8Array())) !== true)
      return { checked: "bad", because: "content" };
  return list.entries.size > 0 ? good : { checked: "not-checked", because: "algorithm" };
}

function sectionsOf(manifest: Uint8Array): Map<string, Uint8Array> {
  const sections = new Map<string, Uint8Array>();
  // Latin-1 keeps each byte a letter, so that what is hashed is what stood there.
  const text = new TextDecoder("latin1").decode(manifest);
  for (const [section] of text.matchAll(/[^]+?(?:\r\n\r\n|\n\n|\r\r|$)/g)) {
    const bytes = Uint8Array.from(section, (letter) => letter.charCodeAt(0));
    const name = headersIn(textOf(bytes).replaceAll(/\r\n?/g, "\n").replaceAll("\n ", "")).get(
      "name",
    );
    if (name !== undefined) sections.set(name, bytes);
  }
  return sections;
}
