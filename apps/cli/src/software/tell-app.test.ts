import { expect, test } from "vitest";
import { tellIos } from "./tell-app.ts";

test("of an iOS app it is told what the system lets it do, and whom its maker tells", () => {
  const lines = [
    ...tellIos({
      team: "AB12CD34EF",
      signedBy: [],
      entitlements: { "com.apple.developer.networking.vpn.api": "allow-vpn" },
      backgroundModes: ["location"],
      cleartext: false,
      cleartextHosts: [],
      urlSchemes: [],
      asksForSchemes: [],
      privacy: [
        {
          file: "PrivacyInfo.xcprivacy",
          tracking: true,
          trackingDomains: ["track.example.com"],
          collected: [],
          accessed: [],
        },
      ],
    }),
  ].join("\n");
  expect(lines).toMatch(/networking\.vpn\.api: allow-vpn\n {2}goes on in the background: location/);
  expect(lines).toMatch(/across apps:\n.*PrivacyInfo\.xcprivacy\n {2}told to track\.example\.com/);
  expect(lines).toContain("AB12CD34EF");
});
