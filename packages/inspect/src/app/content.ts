import { concat, sourceOf } from "@homepoint/base";
import { isBinaryXml, readBinaryXml } from "./android/binary-xml.ts";
import type { Framework, NativeLibrary } from "./app-package.ts";
import { isDex, readDexes } from "./code/dex.ts";
import { isElf, readElf } from "./code/elf.ts";
import { HostBook, lookAtText, lookForUrls } from "./findings/hosts.ts";
import type { OpaqueSign } from "./findings/opaque.ts";
import { TextsInBytes } from "./findings/texts-in-bytes.ts";
import { isMachO } from "./ios/mach-o.ts";
import { u16, u32 } from "./little-endian.ts";
import { entrySource, unpack, unpackWhole, type UnpackParts } from "./zip/unpack.ts";
import { openZip, type ZipEntry } from "./zip/zip.ts";

/** What the files of one package, or of all in a set, hold. */
export class Content {
  readonly hosts = new HostBook();
  readonly defined = new Set<string>();
  readonly referenced = new Set<string>();
  readonly libraries: NativeLibrary[] = [];
  readonly frameworks = new Set<Framework>();
  readonly opaque: OpaqueSign[] = [];
  codeBytes = 0;
  unknownFile: { readonly name: string; readonly size: number } | undefined;
}

export type Looking = UnpackParts & {
  readonly content: Content;
  /** Before each file's name, in a set. */
  readonly prefix: string;
  /** Within a package that lies in the package. */
  readonly nested?: true;
};

/** Looks into every file once, one after the other; each is unpacked in pieces. */
export async function lookInside(looking: Looking): Promise<void> {
  const { zip, budget, odd } = looking;
  const seen = new Set<string>();
  for (const entry of zip.entries) {
    const { spent } = budget;
    if (spent) return odd.add(spent, entry.name);
    if (seen.has(entry.name)) continue;
    seen.add(entry.name);
    if (!/^META-INF\/[^/]+\.(SF|MF|RSA|DSA|EC)$/i.test(entry.name)) await lookAt(entry, looking);
  }
  if (looking.content.hosts.full) odd.add("too-many-hosts", "");
}

type Kind = "code" | "native" | "xml" | "resources" | "picture" | "package" | "other";

/** Pictures, sounds and fonts hold no hosts that anyone asks for; by content, never by name. */
const pictureMarks: readonly number[] = [
  0x474e_5089, 0xe0ff_d8ff, 0xe1ff_d8ff, 0xdbff_d8ff, 0x3846_4947, 0x4646_4952, 0x5367_674f,
  0x0000_0100, 0x4f54_544f, 0x3246_4f77, 0x0333_4449,
];

function kindOf(head: Uint8Array, name: string): Kind {
  if (isDex(head)) return "code";
  if (isElf(head) || isMachO(head)) return "native";
  if (u32(head, 0) === 0x0403_4b50) return "package";
  if (pictureMarks.includes(u32(head, 0))) return "picture";
  if (u16(head, 0) === 2 && name.endsWith("resources.arsc")) return "resources";
  return u16(head, 0) === 3 && isBinaryXml(head) ? "xml" : "other";
}

async function lookAt(entry: ZipEntry, looking: Looking): Promise<void> {
  const { content, prefix } = looking;
  const file = prefix + entry.name;
  const texts = new TextsInBytes(content.hosts, file);
  const blocks: Uint8Array[] = [];
  let kind: Kind | undefined;
  for await (const block of unpack(entry, looking)) {
    if (kind === undefined) {
      kind = kindOf(block, entry.name);
      noteHead(block, kind, { entry, content, file });
      if (kind === "picture") break;
    }
    if (isHeld(kind, entry, looking)) blocks.push(Uint8Array.from(block));
    else texts.add(block);
  }
  texts.end();
  if (kind === "code") lookAtCode(concat(...blocks), file, looking);
  if (kind === "xml" || kind === "resources") lookAtPool(concat(...blocks), file, content);
  if (kind === "native" && !file.endsWith(".dylib")) await lookAtNative(entry, file, looking);
  if (kind === "package") await lookAtNested(entry, file, looking);
  noteFramework(entry.name, content);
}

function isHeld(kind: Kind, entry: ZipEntry, { budget, odd, content }: Looking): boolean {
  if (kind !== "code" && kind !== "xml" && kind !== "resources") return false;
  if (entry.size <= budget.limits.held) return true;
  odd.add("too-large-to-read", entry.name);
  if (kind === "code" && !content.opaque.some(({ because }) => because === entry.name))
    content.opaque.push({ code: "too-large", weight: "unread", because: entry.name });
  return false;
}

const mostClasses = 1_500_000;

function lookAtCode(bytes: Uint8Array, file: string, { content, odd }: Looking): void {
  const dexes = readDexes(bytes);
  for (const dex of dexes) {
    if (content.defined.size + content.referenced.size > mostClasses) {
      odd.add("too-large-to-read", file);
      return;
    }
    for (const name of dex.defined) content.defined.add(name);
    for (const name of dex.referenced) content.referenced.add(name);
    for (const text of dex.strings()) lookAtText(text, file, content.hosts);
    if (!dex.damaged) continue;
    odd.add("code-damaged", file);
    content.opaque.push({ code: "damaged-code", weight: "unread", because: file });
  }
  content.codeBytes += bytes.length;
}

function lookAtPool(bytes: Uint8Array, file: string, { hosts }: Content): void {
  const isTable = u16(bytes, 0) === 2;
  // A table's first chunk is its pool of texts; both are kept alike.
  const strings = readBinaryXml(isTable ? asXml(bytes) : bytes).strings;
  // A manifest is full of names that only look like hosts, as those of splits: `config.de`.
  const look = file.endsWith("AndroidManifest.xml") ? lookForUrls : lookAtText;
  for (const text of strings) look(text, file, hosts);
}

/** With a header of 8 bytes, so that the pool comes first. */
function asXml(bytes: Uint8Array): Uint8Array {
  return concat(new Uint8Array([3, 0, 8, 0, 0xff, 0xff, 0xff, 0x7f]), bytes.subarray(12));
}

const mostLibraries = 5_000;

async function lookAtNative(entry: ZipEntry, file: string, looking: Looking): Promise<void> {
  if (looking.content.libraries.length >= mostLibraries) return;
  const elf = await readElf(await entrySource(entry, looking));
  if (!elf) return;
  const { machine, soname, needs, damaged } = elf;
  if (damaged) looking.odd.add("binary-damaged", file);
  const named = soname === undefined ? {} : { soname };
  looking.content.libraries.push({ file, machine, needs, ...named });
}

const largestNested = 64 * 1024 ** 2;

/** A package, or a library's zip, within the package: looked into once, no deeper. */
async function lookAtNested(entry: ZipEntry, file: string, looking: Looking): Promise<void> {
  const { odd, budget, nested } = looking;
  odd.add("nested-package", file);
  if (nested) return;
  const bytes = await unpackWhole(entry, looking, largestNested);
  const parts = { name: file, most: budget.limits.entries, odd };
  const zip = bytes && (await openZip(sourceOf(bytes), parts).catch(() => undefined));
  if (zip) await lookInside({ ...looking, zip, prefix: `${file}/`, nested: true });
}

type Headed = { readonly entry: ZipEntry; readonly content: Content; readonly file: string };

const hermes = 0x1f19_03c1;
const fewestUnknown = 256 * 1024;

function noteHead(head: Uint8Array, kind: Kind, { entry, content, file }: Headed): void {
  // Hermes, BytecodeFileFormat.h: 0x1F1903C103BC1FC6.
  if (u32(head, 4) === hermes && u32(head, 0) === 0x03bc_1fc6) {
    content.frameworks.add("react-native");
    content.opaque.push({ code: "react-native-bytecode", weight: "unread", because: file });
    return;
  }
  const isUnknown = kind === "other" && entry.size >= fewestUnknown && disorder(head) > 7.95;
  if (isUnknown && entry.size > (content.unknownFile?.size ?? 0))
    content.unknownFile = { name: file, size: entry.size };
}

/** Shannon's entropy in bits a byte; packed and sealed bytes come close to 8. */
function disorder(bytes: Uint8Array): number {
  if (bytes.length < 8_192) return 0;
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] as number) + 1;
  let bits = 0;
  for (const count of counts)
    if (count > 0) bits -= (count / bytes.length) * Math.log2(count / bytes.length);
  return bits;
}

type Mark = {
  readonly pattern: RegExp;
  readonly framework: Framework;
  readonly opaque?: OpaqueSign["code"];
};

/** What betrays a framework, by the names its own tools give to files. */
const marks: readonly Mark[] = [
  { pattern: /(^|\/)libflutter\.so$|Flutter\.framework\/Flutter$/, framework: "flutter" },
  {
    pattern: /(^|\/)libapp\.so$|App\.framework\/App$/,
    framework: "flutter",
    opaque: "flutter-code",
  },
  {
    pattern: /(^|\/)lib(reactnativejni|hermes|jsc)\.so$|\/main\.jsbundle$/,
    framework: "react-native",
  },
  { pattern: /^assets\/index\.android\.bundle$/, framework: "react-native" },
  { pattern: /(^|\/)libunity\.so$|UnityFramework\.framework\/UnityFramework$/, framework: "unity" },
  { pattern: /(^|\/)libil2cpp\.so$/, framework: "unity", opaque: "unity-code" },
  {
    pattern: /(^|\/)libmonodroid\.so$|assemblies\/.*\.(dll|blob)$/,
    framework: "xamarin",
    opaque: "xamarin-code",
  },
  { pattern: /^assets\/www\/cordova(\.\w+)?\.js$/, framework: "cordova" },
];

function noteFramework(name: string, content: Content): void {
  for (const { pattern, framework, opaque } of marks) {
    if (!pattern.test(name)) continue;
    content.frameworks.add(framework);
    const isKnown = content.opaque.some(({ code }) => code === opaque);
    if (opaque && !isKnown) content.opaque.push({ code: opaque, weight: "unread", because: name });
  }
}
