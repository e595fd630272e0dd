import { nameHost, type Service } from "@homepoint/policy";
import { parse } from "tldts";

/** A host that a package holds. Holding is not using: a capture shows that. */
export type HostFound = {
  readonly host: string;
  /** It stands in a URL; else it only looks like a host. */
  readonly inUrl: boolean;
  readonly urls: readonly string[];
  /** Files of the package, the first few. */
  readonly files: readonly string[];
  /** Spoken to without encryption in one of the URLs. */
  readonly cleartext: boolean;
  /** Names of XML vocabularies and the like, which nobody asks for. */
  readonly onlyName: boolean;
  readonly owner?: string;
  readonly services: readonly Service[];
};

type Gathered = { inUrl: boolean; cleartext: boolean; urls: Set<string>; files: Set<string> };

const mostHosts = 5_000;
const mostUrls = 5;
const mostFiles = 5;
const longestUrl = 300;

const openSchemes = new Set(["http", "ws", "rtmp", "rtsp", "mqtt", "ftp", "tcp", "udp"]);

const vocabularies = new Set([
  "schemas.android.com",
  "www.w3.org",
  "ns.adobe.com",
  "xmlpull.org",
  "xml.org",
  "www.xml.org",
  "xml.apache.org",
  "java.sun.com",
  "schemas.xmlsoap.org",
  "schemas.microsoft.com",
  "schemas.openxmlformats.org",
  "purl.org",
  "xmlns.com",
  "www.opengis.net",
  "json-schema.org",
  "iptc.org",
  "cipa.jp",
  "sax.org",
  "www.apple.com",
]);

/** Gathers the hosts of one package, however many texts they stand in. */
export class HostBook {
  readonly #hosts = new Map<string, Gathered>();
  #full = false;

  /** More hosts stood there than are kept. */
  get full(): boolean {
    return this.#full;
  }

  addUrl(found: UrlFound, file: string): void {
    const entry = this.#entry(found.host);
    if (!entry) return;
    entry.inUrl = true;
    if (openSchemes.has(found.scheme)) entry.cleartext = true;
    if (entry.urls.size < mostUrls) entry.urls.add(found.url.slice(0, longestUrl));
    if (entry.files.size < mostFiles) entry.files.add(file);
  }

  addHost(host: string, file: string): void {
    const entry = this.#entry(host);
    if (entry && entry.files.size < mostFiles) entry.files.add(file);
  }

  get all(): readonly HostFound[] {
    return [...this.#hosts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([host, { inUrl, cleartext, urls, files }]) => ({
        host,
        inUrl,
        urls: [...urls],
        files: [...files],
        cleartext,
        onlyName: vocabularies.has(host),
        ...nameHostShort(host),
      }));
  }

  #entry(host: string): Gathered | undefined {
    const known = this.#hosts.get(host);
    if (known) return known;
    if (this.#hosts.size >= mostHosts) {
      this.#full = true;
      return undefined;
    }
    const made = {
      inUrl: false,
      cleartext: false,
      urls: new Set<string>(),
      files: new Set<string>(),
    };
    this.#hosts.set(host, made);
    return made;
  }
}

function nameHostShort(host: string): Pick<HostFound, "owner" | "services"> {
  const { owner, services } = nameHost(host);
  return { ...(owner === undefined ? {} : { owner }), services };
}

export type UrlFound = { readonly scheme: string; readonly host: string; readonly url: string };

const schemes = "https?|wss?|rtmps?|rtsps?|mqtts?|ftps?|tcp|ssl|udp|stuns?|turns?|quic|grpcs?";
const urlPattern = new RegExp(
  `\\b(${schemes})://([^\\s"'<>\\\\^\`{|}/?#]{1,260})([^\\s"'<>\\\\^\`{|}]{0,260})`,
  "gi",
);

/** URLs in a text, of hosts that can be ones: public names, and addresses. */
export function* urlsIn(text: string): Iterable<UrlFound> {
  if (!text.includes("://")) return;
  for (const [whole, scheme = "", authority = ""] of text.matchAll(urlPattern)) {
    const host = hostOfAuthority(authority);
    if (host !== undefined)
      yield { scheme: scheme.toLowerCase(), host, url: whole.slice(0, longestUrl) };
  }
}

function hostOfAuthority(authority: string): string | undefined {
  const host = authority
    .replace(/^[^@]*@/, "")
    .replace(/:\d*$|[,;:!%)\]].*$/, "")
    .replace(/\.+$/, "")
    .toLowerCase();
  return isPublicAddress(host) || isPublicName(host) ? host : undefined;
}

function isPublicAddress(text: string): boolean {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return false;
  const first = Number(parts[0]);
  return first !== 0 && first !== 127 && first < 224;
}

/** A name below a suffix that ICANN knows, with at least one label of its own that is no number. */
function isPublicName(name: string): boolean {
  if (name.length > 253 || !/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?$/.test(name)) return false;
  const { isIcann, domainWithoutSuffix } = parse(name, { allowPrivateDomains: false });
  return isIcann === true && !!domainWithoutSuffix && !/^\d{1,3}$/.test(domainWithoutSuffix);
}

/** Endings of bare names that are hosts more often than files, methods or versions. */
const plainEndings = new Set(
  (
    "com net org cn io eu de fr uk us ru jp kr tw hk sg in it es nl ch at be se no fi dk pl cz pt br mx " +
    "ca au nz tv cc co me biz gov edu mil int cloud aero tech online site top xyz vip ltd"
  ).split(" "),
);
const packageBeginnings = new Set(
  (
    "com org net edu gov io cn de fr uk us ru jp kr in it android androidx java javax kotlin kotlinx " +
    "dalvik sun jdk me tv cc co eu ch apple"
  ).split(" "),
);

/** A text that is a host and nothing else, perhaps with a port or a path behind it. */
export function bareHost(text: string): string | undefined {
  if (text.length > 300 || text.length < 4 || !text.includes(".")) return undefined;
  const match =
    /^((?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]{2,})(?::\d{1,5})?(?:\/[!-~]*)?$/.exec(
      text,
    );
  const host = match?.[1];
  return host !== undefined && looksLikeHost(host) ? host : undefined;
}

function looksLikeHost(host: string): boolean {
  const labels = host.split(".");
  const [first = "", ending = ""] = [labels[0], labels.at(-1)];
  if (!plainEndings.has(ending) || packageBeginnings.has(first)) return false;
  if (labels.every((label) => label.length <= 2)) return false;
  return isPublicName(host) && (parse(host).domainWithoutSuffix ?? "").length > 2;
}

/** Whether there were any. */
export function lookForUrls(text: string, file: string, hosts: HostBook): boolean {
  let found = false;
  for (const url of urlsIn(text)) {
    hosts.addUrl(url, file);
    found = true;
  }
  return found;
}

export function lookAtText(text: string, file: string, hosts: HostBook): void {
  const bare = lookForUrls(text, file, hosts) ? undefined : bareHost(text);
  if (bare !== undefined) hosts.addHost(bare, file);
}
