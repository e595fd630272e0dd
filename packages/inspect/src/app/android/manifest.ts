import { Attributes } from "./attributes.ts";
import { asksOf, type PermissionAsked } from "./permissions-asked.ts";
import type { Resources } from "./resources.ts";
import { childrenOf, type XmlElement } from "./xml-element.ts";

export const partKinds = ["activity", "service", "receiver", "provider"] as const;
export type PartKind = (typeof partKinds)[number];

/** A part of an app that other apps can reach, or not. */
export type AppPart = {
  readonly kind: PartKind;
  readonly name: string;
  readonly exported: boolean;
  /** `declared`: the manifest says so. Else Android's own rule for what it leaves out. */
  readonly because:
    | "declared"
    | "has-intent-filter"
    | "no-intent-filter"
    | "provider-before-17"
    | "provider";
  /** Others need this permission. */
  readonly permission?: string;
  readonly actions: readonly string[];
  /** Links and hosts that open it. */
  readonly links: readonly string[];
};

/** `<permission>`: one that the app itself defines. */
export type PermissionDefined = { readonly name: string; readonly level: string };

export type AndroidManifest = {
  readonly packageId: string;
  readonly label?: string;
  readonly versionName?: string;
  readonly versionCode?: number;
  readonly minSdk?: number;
  readonly targetSdk?: number;
  readonly split?: string;
  readonly applicationClass?: string;
  readonly componentFactory?: string;
  readonly sharedUserId?: string;
  readonly debuggable: boolean;
  readonly testOnly: boolean;
  /** Undefined where the manifest says nothing: Android then allows backups. */
  readonly allowBackup?: boolean;
  readonly usesCleartext?: boolean;
  readonly networkSecurityFile?: string;
  readonly permissions: readonly PermissionAsked[];
  readonly defined: readonly PermissionDefined[];
  readonly parts: readonly AppPart[];
  /** `<queries>`: other packages that it looks for. */
  readonly queries: readonly string[];
  readonly features: readonly string[];
  /** Of `<meta-data>`, as keys of SDKs are given. */
  readonly metaData: readonly { readonly name: string; readonly value?: string }[];
};

type Known<Whole> = { readonly [Key in keyof Whole]: Whole[Key] | undefined };

/** Leaves out what is undefined. */
export function known<Whole extends object>(parts: Known<Whole>): Partial<Whole> {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Whole>; // the same keys, less those undefined
}

const latest = 1_000;

/** Undefined where the root is none. */
export function readManifest(
  root: XmlElement | undefined,
  resources: Resources,
): AndroidManifest | undefined {
  if (root?.name !== "manifest") return undefined;
  const of = (element: XmlElement) => new Attributes(element, resources);
  const head = of(root);
  const [application] = childrenOf(root, "application");
  const [sdk] = childrenOf(root, "uses-sdk");
  const versions = sdk ? sdkOf(of(sdk)) : {};
  return {
    packageId: head.text("package") ?? "",
    ...known({
      versionName: head.text("versionName"),
      versionCode: head.number("versionCode"),
      split: head.text("split"),
      sharedUserId: head.text("sharedUserId"),
    }),
    ...versions,
    ...applicationOf(application ? of(application) : undefined),
    // What is split off has no version of its own to be old by.
    permissions: asksOf(root, resources, head.has("split") ? latest : (versions.targetSdk ?? 1)),
    defined: childrenOf(root, "permission").map((element) => ({
      name: of(element).text("name") ?? "",
      level: levelOf(of(element).number("protectionLevel") ?? 0),
    })),
    parts: application ? partsOf(application, resources, versions.targetSdk ?? 1) : [],
    queries: childrenOf(root, "queries")
      .flatMap((element) => childrenOf(element, "package"))
      .flatMap((element) => of(element).text("name") ?? []),
    features: childrenOf(root, "uses-feature").flatMap((element) => of(element).text("name") ?? []),
    metaData: metaDataOf(application, resources),
  };
}

function sdkOf(sdk: Attributes): Partial<Pick<AndroidManifest, "minSdk" | "targetSdk">> {
  const minSdk = sdk.number("minSdkVersion");
  return known({ minSdk, targetSdk: sdk.number("targetSdkVersion") ?? minSdk });
}

/** The lower bits of android:protectionLevel. */
function levelOf(level: number): string {
  return ["normal", "dangerous", "signature", "signature"][level & 0xf] ?? "internal";
}

function applicationOf(application: Attributes | undefined) {
  return {
    debuggable: application?.truth("debuggable") ?? false,
    testOnly: application?.truth("testOnly") ?? false,
    ...known({
      label: application?.text("label"),
      applicationClass: application?.text("name"),
      componentFactory: application?.text("appComponentFactory"),
      allowBackup: application?.truth("allowBackup"),
      usesCleartext: application?.truth("usesCleartextTraffic"),
      networkSecurityFile: application?.file("networkSecurityConfig"),
    }),
  };
}

function metaDataOf(application: XmlElement | undefined, resources: Resources) {
  return childrenOf(application, "meta-data")
    .slice(0, 500)
    .flatMap((element) => {
      const attributes = new Attributes(element, resources);
      const name = attributes.text("name");
      return name === undefined ? [] : [{ name, ...known({ value: attributes.text("value") }) }];
    });
}

const elementKinds: Readonly<Record<string, PartKind>> = {
  activity: "activity",
  "activity-alias": "activity",
  service: "service",
  receiver: "receiver",
  provider: "provider",
};

const mostParts = 20_000;

function partsOf(application: XmlElement, resources: Resources, targetSdk: number): AppPart[] {
  return application.children.slice(0, mostParts).flatMap((element) => {
    const kind = elementKinds[element.name];
    return kind === undefined ? [] : [partOf(element, { kind, resources, targetSdk })];
  });
}

type PartOf = {
  readonly kind: PartKind;
  readonly resources: Resources;
  readonly targetSdk: number;
};

function partOf(element: XmlElement, { kind, resources, targetSdk }: PartOf): AppPart {
  const attributes = new Attributes(element, resources);
  const filters = childrenOf(element, "intent-filter");
  const inFilters = (name: string, attribute: string) =>
    filters
      .flatMap((filter) => childrenOf(filter, name))
      .flatMap((one) => new Attributes(one, resources).text(attribute) ?? []);
  const hosts = inFilters("data", "host");
  return {
    kind,
    name: attributes.text("name") ?? "",
    ...exportOf(attributes.truth("exported"), { kind, targetSdk, filters: filters.length }),
    ...known({ permission: attributes.text("permission") ?? attributes.text("readPermission") }),
    actions: [...new Set(inFilters("action", "name"))].slice(0, 50),
    links: [...new Set([...inFilters("data", "scheme").map((one) => `${one}:`), ...hosts])].slice(
      0,
      50,
    ),
  };
}

type Exporting = { readonly kind: PartKind; readonly targetSdk: number; readonly filters: number };

/** developer.android.com, `android:exported`: what holds where the manifest does not say. */
function exportOf(
  declared: boolean | undefined,
  { kind, targetSdk, filters }: Exporting,
): Pick<AppPart, "exported" | "because"> {
  if (declared !== undefined) return { exported: declared, because: "declared" };
  if (kind === "provider") {
    const isOld = targetSdk < 17;
    return { exported: isOld, because: isOld ? "provider-before-17" : "provider" };
  }
  return filters > 0
    ? { exported: true, because: "has-intent-filter" }
    : { exported: false, because: "no-intent-filter" };
}
