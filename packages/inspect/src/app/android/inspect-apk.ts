import { lookInside, type Content } from "../content.ts";
import type { Oddities } from "../oddity.ts";
import { readJarSigning } from "../signing/jar-signing.ts";
import { readIdsig } from "../signing/idsig.ts";
import { readBlockSchemes } from "../signing/signing-block.ts";
import { signingOf, type Signing } from "../signing/signing.ts";
import { unpackWhole, type UnpackParts } from "../zip/unpack.ts";
import { isBinaryXml, readBinaryXml } from "./binary-xml.ts";
import { readManifest, type AndroidManifest } from "./manifest.ts";
import { nameOf } from "./attributes.ts";
import { readNetworkSecurity, type NetworkSecurity } from "./network-security.ts";
import { Resources } from "./resources.ts";
import type { XmlElement } from "./xml-element.ts";

export type Apk = {
  readonly manifest: AndroidManifest | undefined;
  readonly network: NetworkSecurity | undefined;
  readonly signing: Signing;
};

export type ApkParts = UnpackParts & {
  readonly content: Content;
  readonly prefix: string;
  /** The beginning of the file beside the package that has its signature of scheme v4. */
  readonly idsig?: Uint8Array | undefined;
};

const manifestName = "AndroidManifest.xml";
const largestTable = 64 * 1024 ** 2;

/** One APK: its manifest, who signed it, and all its files looked into. */
export async function inspectApk(parts: ApkParts): Promise<Apk> {
  const { odd, prefix } = parts;
  const table = (await file("resources.arsc", parts)) ?? new Uint8Array();
  const resources = new Resources(table);
  if (resources.damaged) odd.add("resources-damaged", `${prefix}resources.arsc`);
  const manifest = readManifest(await manifestRoot(parts), resources);
  if (!manifest) odd.add("no-manifest", prefix + manifestName);
  const config = await xmlFile(manifest?.networkSecurityFile, parts);
  const network = manifest && readNetworkSecurity(manifest, config, resources);
  const signing = await readSigning(parts);
  await lookInside(parts);
  return { manifest, network, signing };
}

async function readSigning(parts: ApkParts): Promise<Signing> {
  const jar = await readJarSigning(parts);
  const block = await readBlockSchemes(parts.zip, parts.odd);
  const within = signingOf([...(jar ? [jar] : []), ...block]);
  if (!parts.idsig) return within;
  const { signers } = within;
  const apart = await readIdsig(parts.idsig, { apk: parts.zip.source, signers });
  return { schemes: [...within.schemes, apart], signers };
}

async function file(name: string, parts: ApkParts): Promise<Uint8Array | undefined> {
  const entry = parts.zip.entries.find((one) => one.name === name);
  return entry && unpackWhole(entry, parts, largestTable);
}

async function manifestRoot(parts: ApkParts): Promise<XmlElement | undefined> {
  const bytes = await file(manifestName, parts);
  if (!bytes) return undefined;
  if (!isBinaryXml(bytes)) {
    parts.odd.add("manifest-is-text", parts.prefix + manifestName);
    return undefined;
  }
  const { root, damaged } = readBinaryXml(bytes);
  if (damaged) parts.odd.add("manifest-damaged", parts.prefix + manifestName);
  if (root) noteHiddenNames(root, parts.odd);
  return root;
}

/** Attributes that are called otherwise than Android calls them: whoever reads names is misled. */
function noteHiddenNames(root: XmlElement, odd: Oddities): void {
  const isHidden = (element: XmlElement): boolean =>
    element.attributes.some(
      (attribute) => attribute.name !== "" && nameOf(attribute) !== attribute.name,
    ) || element.children.some(isHidden);
  if (isHidden(root)) odd.add("manifest-names-hidden", manifestName);
}

async function xmlFile(name: string | undefined, parts: ApkParts): Promise<XmlElement | undefined> {
  const bytes = name === undefined ? undefined : await file(name, parts);
  return bytes && readBinaryXml(bytes).root;
}
