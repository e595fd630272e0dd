import { sourceOf, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeMachO } from "../../testing/made-mach-o.ts";
import { makeZip } from "../../testing/made-zip.ts";
import { inspectApp } from "../inspect-app.ts";
import { readMachO } from "./mach-o.ts";
import { readPlist } from "./plist.ts";

const plist = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" ` +
  `"http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist version="1.0">${inner}</plist>`;

const about = plist(`<dict>
  <key>CFBundleIdentifier</key><string>org.example.made</string>
  <key>CFBundleExecutable</key><string>Made</string>
  <key>CFBundleShortVersionString</key><string>1.2 &amp; more</string>
  <key>CFBundleVersion</key><string>34</string>
  <key>NSCameraUsageDescription</key><string>To film</string>
  <key>NSAppTransportSecurity</key><dict>
    <key>NSAllowsArbitraryLoads</key><true/>
    <key>NSExceptionDomains</key><dict>
      <key>old.example.com</key><dict><key>NSExceptionAllowsInsecureHTTPLoads</key><true/></dict>
    </dict>
  </dict>
  <key>UIBackgroundModes</key><array><string>location</string></array>
</dict>`);

const privacy = plist(`<dict><key>NSPrivacyTracking</key><true/>
  <key>NSPrivacyTrackingDomains</key><array><string>track.example.com</string></array>
  <key>NSPrivacyCollectedDataTypes</key><array><dict>
    <key>NSPrivacyCollectedDataType</key><string>NSPrivacyCollectedDataTypePreciseLocation</string>
    <key>NSPrivacyCollectedDataTypeLinked</key><true/>
  </dict></array></dict>`);

const entitlements = plist(
  "<dict><key>com.apple.developer.networking.vpn.api</key><array><string>allow-vpn</string></array></dict>",
);

const app = "Payload/Made.app";
function made(sealed: "sealed" | "open"): Uint8Array {
  return makeZip([
    { name: `${app}/Info.plist`, bytes: utf8(about) },
    { name: `${app}/Made`, bytes: makeMachO(entitlements, sealed), stored: true },
    { name: `${app}/PrivacyInfo.xcprivacy`, bytes: utf8(privacy) },
    { name: `${app}/Frameworks/FirebaseAnalytics.framework/FirebaseAnalytics`, bytes: utf8("x") },
    { name: `${app}/settings.json`, bytes: utf8('{"api":"https://api.example.com/v1"}') },
  ]);
}
const inspect = (bytes: Uint8Array) => inspectApp(sourceOf(bytes), { name: "made.ipa" });

test("an iOS package tells what it asks for, its exceptions, entitlements and privacy manifest", async () => {
  const found = await inspect(made("open"));
  expect(found).toMatchObject({
    platform: "ios",
    packageId: "org.example.made",
    versionName: "1.2 & more",
    versionCode: "34",
    permissions: [{ name: "NSCameraUsageDescription", reveals: "camera", reason: "To film" }],
    ios: {
      cleartext: true,
      cleartextHosts: ["old.example.com"],
      backgroundModes: ["location"],
      entitlements: { "com.apple.developer.networking.vpn.api": "allow-vpn" },
      privacy: [
        {
          tracking: true,
          trackingDomains: ["track.example.com"],
          collected: [{ kind: "PreciseLocation", linked: true, tracking: false }],
        },
      ],
    },
    libraries: [{ machine: "arm64", needs: ["/usr/lib/libSystem.B.dylib"] }],
    opaque: [],
  });
  expect(found.hosts.map(({ host }) => host)).toContain("api.example.com");
  expect(found.trackers.map(({ id }) => id)).toEqual(["firebase-analytics"]);
});

test("a program that the store sealed is opaque, and says so", async () => {
  expect((await inspect(made("sealed"))).opaque).toEqual([
    { code: "sealed-code", weight: "hides", because: "FairPlay, arm64" },
  ]);
});

describe("binary property lists", () => {
  // `plutil -convert binary1` of {"a": ["x", 1, true], "ü": -0.5}, by Apple's CFBinaryPList.c.
  const bytes = Uint8Array.from(
    Buffer.from(
      "62706c6973743030" +
        "d2010203075161" +
        "6100fc" +
        "a3040506" +
        "5178" +
        "1001" +
        "09" +
        "23bfe0000000000000" +
        "08" +
        "0d" +
        "0f" +
        "12" +
        "16" +
        "18" +
        "1a" +
        "1b" +
        "000000000000" +
        "01" +
        "01" +
        "0000000000000008" +
        "0000000000000000" +
        "0000000000000024",
      "hex",
    ),
  );

  test("are read like those in XML", () => {
    expect(readPlist(bytes)).toEqual({ a: ["x", 1, true], ü: -0.5 });
    const xml = plist(
      "<dict><key>a</key><array><string>x</string><integer>1</integer><true/></array><key>ü</key><real>-0.5</real></dict>",
    );
    expect(readPlist(utf8(xml))).toEqual(readPlist(bytes));
  });

  test("that refer to themselves end", () => {
    const looping = bytes.slice();
    looping[19] = 0; // the array's first element is the dictionary that holds it
    expect(() => readPlist(looping)).not.toThrow();
  });

  test("never throw, whatever is changed", () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const changed = bytes.slice();
        for (const [at, byte] of changes) changed[at] = byte;
        readPlist(changed);
      }),
      { numRuns: 500 },
    );
  });
});

test("text in the place of a property list never throws", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(about.length), (noise, at) => {
      readPlist(utf8(about.slice(0, at) + noise + about.slice(at)));
    }),
  );
});

test("a program with any bytes changed is read, or is none", async () => {
  const whole = makeMachO(entitlements, "open");
  const change = fc.tuple(fc.nat(Math.min(160, whole.length - 1)), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (changes) => {
      const bytes = whole.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      await readMachO(sourceOf(bytes));
    }),
    { numRuns: 300 },
  );
});
