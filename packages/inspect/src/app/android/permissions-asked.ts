import { Attributes } from "./attributes.ts";
import {
  levelOfPermission,
  type PermissionLevel,
  type Reveals,
  revealsOf,
} from "./permission-table.ts";
import type { Resources } from "./resources.ts";
import type { XmlElement } from "./xml-element.ts";

export type PermissionAsked = {
  readonly name: string;
  readonly level: PermissionLevel;
  /** What it gives away or makes possible; none where nobody knows. */
  readonly reveals?: Reveals;
  /** Asked for up to this version of Android only. */
  readonly maxSdk?: number;
  /** `neverForLocation`: the app promises so, Android keeps it to that. */
  readonly notForLocation?: true;
  /** Not asked for: Android gives it to apps as old as this one, or with another. */
  readonly implied?: "target-before-4" | "with-writing" | "contacts-before-16";
};

const elements = ["uses-permission", "uses-permission-sdk-23", "uses-permission-sdk-m"];
const mostPermissions = 2_000;
const neverForLocation = 0x0001_0000;

/** Asked for, then what Android gives besides; each once. */
export function asksOf(
  root: XmlElement,
  resources: Resources,
  targetSdk: number,
): PermissionAsked[] {
  const asked = new Map<string, PermissionAsked>();
  for (const element of root.children.filter(({ name }) => elements.includes(name))) {
    const attributes = new Attributes(element, resources);
    const name = attributes.text("name");
    if (name === undefined || asked.has(name) || asked.size >= mostPermissions) continue;
    const maxSdk = attributes.number("maxSdkVersion");
    const flags = attributes.number("usesPermissionFlags") ?? 0;
    asked.set(name, {
      ...describe(name),
      ...(maxSdk === undefined ? {} : { maxSdk }),
      ...(flags & neverForLocation ? { notForLocation: true as const } : {}),
    });
  }
  for (const [name, implied] of impliedBy(new Set(asked.keys()), targetSdk))
    if (!asked.has(name)) asked.set(name, { ...describe(name), implied });
  return [...asked.values()];
}

function describe(name: string): PermissionAsked {
  const reveals = revealsOf(name);
  return { name, level: levelOfPermission(name), ...(reveals ? { reveals } : {}) };
}

type Implied = NonNullable<PermissionAsked["implied"]>;

/** AOSP `PackageParser.NEW_PERMISSIONS` and `SPLIT_PERMISSIONS`, as aapt tells them. */
function* impliedBy(asked: ReadonlySet<string>, targetSdk: number): Iterable<[string, Implied]> {
  const android = (name: string) => `android.permission.${name}`;
  if (targetSdk < 4) {
    yield [android("WRITE_EXTERNAL_STORAGE"), "target-before-4"];
    yield [android("READ_PHONE_STATE"), "target-before-4"];
  }
  if (targetSdk < 4 || asked.has(android("WRITE_EXTERNAL_STORAGE")))
    yield [android("READ_EXTERNAL_STORAGE"), "with-writing"];
  if (targetSdk >= 16) return;
  if (asked.has(android("READ_CONTACTS"))) yield [android("READ_CALL_LOG"), "contacts-before-16"];
  if (asked.has(android("WRITE_CONTACTS"))) yield [android("WRITE_CALL_LOG"), "contacts-before-16"];
}
