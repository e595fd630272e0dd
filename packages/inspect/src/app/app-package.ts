import type { AppPart, PermissionDefined } from "./android/manifest.ts";
import type { NetworkSecurity } from "./android/network-security.ts";
import type { PermissionLevel, Reveals } from "./android/permission-table.ts";
import type { PermissionAsked } from "./android/permissions-asked.ts";
import type { HostFound } from "./findings/hosts.ts";
import type { OpaqueSign } from "./findings/opaque.ts";
import type { TrackerFound } from "./findings/trackers.ts";
import type { Oddity } from "./oddity.ts";
import type { Certificate } from "./signing/certificate.ts";
import type { Signing } from "./signing/signing.ts";

export const frameworks = ["react-native", "flutter", "unity", "xamarin", "cordova"] as const;
/** What an app was built with, where its own logic lies in a form of its own. */
export type Framework = (typeof frameworks)[number];

export type NativeLibrary = {
  readonly file: string;
  readonly machine: string;
  readonly soname?: string;
  readonly needs: readonly string[];
};

/** What the app may ask for or do: a permission of Android, a usage description of iOS. */
export type Permission = Omit<PermissionAsked, "level"> & {
  readonly level: PermissionLevel;
  readonly reveals?: Reveals;
  /** What the app tells people who are asked; iOS. */
  readonly reason?: string;
};

export type AndroidFacts = {
  readonly minSdk?: number;
  readonly targetSdk?: number;
  readonly debuggable: boolean;
  readonly testOnly: boolean;
  readonly allowBackup?: boolean;
  readonly sharedUserId?: string;
  readonly applicationClass?: string;
  readonly defined: readonly PermissionDefined[];
  readonly parts: readonly AppPart[];
  readonly queries: readonly string[];
  readonly features: readonly string[];
  readonly metaData: readonly { readonly name: string; readonly value?: string }[];
  readonly network: NetworkSecurity;
};

export type IosFacts = {
  readonly minVersion?: string;
  readonly team?: string;
  readonly signedBy: readonly Certificate[];
  /** App Store copies carry none; others name the devices or the company. */
  readonly provisionedUntil?: string;
  readonly entitlements: Readonly<Record<string, string>>;
  readonly backgroundModes: readonly string[];
  /** App Transport Security: unencrypted anywhere, and its exceptions. */
  readonly cleartext: boolean;
  readonly cleartextHosts: readonly string[];
  readonly urlSchemes: readonly string[];
  readonly asksForSchemes: readonly string[];
  /** Of all PrivacyInfo.xcprivacy in the package. */
  readonly privacy: readonly PrivacyManifest[];
};

export type PrivacyManifest = {
  readonly file: string;
  readonly tracking: boolean;
  readonly trackingDomains: readonly string[];
  readonly collected: readonly {
    readonly kind: string;
    readonly linked: boolean;
    readonly tracking: boolean;
  }[];
  readonly accessed: readonly string[];
};

/** What an app's package shows. What is not in it, nobody can say from it. */
export type AppPackage = {
  readonly platform: "android" | "ios";
  readonly file: { readonly name: string; readonly size: number; readonly sha256: string };
  readonly packageId: string;
  readonly label?: string;
  readonly versionName?: string;
  readonly versionCode?: string;
  /** Of a set, the packages that are in it. */
  readonly splits: readonly string[];
  readonly permissions: readonly Permission[];
  readonly android?: AndroidFacts;
  readonly ios?: IosFacts;
  readonly signing: Signing;
  readonly libraries: readonly NativeLibrary[];
  readonly classes: { readonly defined: readonly string[]; readonly referenced: readonly string[] };
  readonly hosts: readonly HostFound[];
  readonly trackers: readonly TrackerFound[];
  readonly frameworks: readonly Framework[];
  /** Where there are any, the result is not complete. */
  readonly opaque: readonly OpaqueSign[];
  readonly oddities: readonly Oddity[];
};
