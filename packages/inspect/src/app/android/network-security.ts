import { Attributes } from "./attributes.ts";
import type { AndroidManifest } from "./manifest.ts";
import type { Resources } from "./resources.ts";
import { childrenOf, type XmlElement } from "./xml-element.ts";

/** What holds for some hosts, or for all where `hosts` is empty. */
export type NetworkRule = {
  readonly hosts: readonly string[];
  readonly cleartext?: boolean;
  /** `system`, `user`, or a certificate in the package. */
  readonly trusts: readonly string[];
  readonly pins: readonly string[];
  readonly pinsUntil?: string;
};

export type NetworkSecurity = {
  /** May it speak without encryption to hosts that no rule names? */
  readonly cleartext: boolean;
  readonly because: "config" | "declared" | "target-before-28" | "target-from-28";
  /** Certificates that the user, or a company, put on the device are trusted. */
  readonly trustsUser: boolean;
  readonly rules: readonly NetworkRule[];
};

const mostRules = 500;
const deepest = 10;

/** developer.android.com, "Network security configuration". */
export function readNetworkSecurity(
  manifest: AndroidManifest,
  config: XmlElement | undefined,
  resources: Resources,
): NetworkSecurity {
  const rules = config?.name === "network-security-config" ? rulesIn(config, resources) : [];
  const base = rules.find(({ hosts }) => hosts.length === 0);
  const targetSdk = manifest.targetSdk ?? 1;
  const trusts = base?.trusts ?? [];
  return {
    ...cleartextOf(manifest, base, rules.length > 0),
    trustsUser: trusts.length > 0 ? trusts.includes("user") : targetSdk < 24,
    rules,
  };
}

function cleartextOf(
  { usesCleartext, targetSdk = 1 }: AndroidManifest,
  base: NetworkRule | undefined,
  hasConfig: boolean,
): Pick<NetworkSecurity, "cleartext" | "because"> {
  if (base?.cleartext !== undefined) return { cleartext: base.cleartext, because: "config" };
  // Where there is a configuration, the manifest's word does not count.
  if (usesCleartext !== undefined && !hasConfig)
    return { cleartext: usesCleartext, because: "declared" };
  return targetSdk < 28
    ? { cleartext: true, because: "target-before-28" }
    : { cleartext: false, because: "target-from-28" };
}

function rulesIn(config: XmlElement, resources: Resources): NetworkRule[] {
  const base = childrenOf(config, "base-config").map((element) => ruleOf(element, [], resources));
  const named = childrenOf(config, "domain-config").flatMap((element) => [
    ...domainRules(element, resources, 0),
  ]);
  return [...base, ...named].slice(0, mostRules);
}

function* domainRules(
  element: XmlElement,
  resources: Resources,
  depth: number,
): Iterable<NetworkRule> {
  const hosts = childrenOf(element, "domain").map((domain) => {
    const isWide = new Attributes(domain, resources).truth("includeSubdomains") ?? false;
    return `${isWide ? "*." : ""}${domain.text.trim().slice(0, 300)}`;
  });
  if (hosts.length > 0) yield ruleOf(element, hosts, resources);
  if (depth < deepest)
    for (const inner of childrenOf(element, "domain-config"))
      yield* domainRules(inner, resources, depth + 1);
}

function ruleOf(element: XmlElement, hosts: readonly string[], resources: Resources): NetworkRule {
  const cleartext = new Attributes(element, resources).truth("cleartextTrafficPermitted");
  const [pinSet] = childrenOf(element, "pin-set");
  const until = pinSet && new Attributes(pinSet, resources).text("expiration");
  const trusts = childrenOf(element, "trust-anchors")
    .flatMap((anchors) => childrenOf(anchors, "certificates"))
    .flatMap((one) => new Attributes(one, resources).text("src") ?? "in the package");
  return {
    hosts,
    ...(cleartext === undefined ? {} : { cleartext }),
    trusts,
    pins: childrenOf(pinSet, "pin").map((pin) => pin.text.trim().slice(0, 100)),
    ...(until === undefined ? {} : { pinsUntil: until }),
  };
}
