import { hosts } from "../lab.ts";
import { placesOf, raw, sharedFirst, type Family, type Probe } from "./probe.ts";

/** Hellos in shapes that are made to be misread. */
export function helloProbes(family: Family): readonly Probe[] {
  const { at } = placesOf(family);
  const shared = sharedFirst(family);
  const longOfMap: Probe = {
    row: 9,
    name: "map's hello of 18 kB",
    line: `${shared}${raw} shaped ${at("cdn")} ${hosts.sharedMap} long`,
    tool: "python3",
    needs: ["maps"],
  };
  const shaped = (name: string, shape: string) =>
    `${shared}${raw} shaped ${at("cdn")} ${name} ${shape}`;
  return [
    {
      row: 8,
      name: "hidden hello (ECH) behind another name",
      line: shaped("cover.example", "hidden"),
      tool: "python3",
    },
    {
      row: 9,
      name: "vendor's hello in 7-byte segments",
      line: `${shared}${raw} chopped ${at("cdn")} ${hosts.sharedVendor}`,
      tool: "python3",
    },
    {
      row: 9,
      name: "vendor's hello in two records",
      line: shaped(hosts.sharedVendor, "records"),
      tool: "python3",
    },
    {
      row: 9,
      name: "vendor's hello of 18 kB",
      line: shaped(hosts.sharedVendor, "long"),
      tool: "python3",
    },
    {
      row: 9,
      name: "hello that takes longer than 5 s",
      line: `${shared}timeout 7 ${raw} chopped ${at("cdn")} ${hosts.sharedMap} 40 0.6`,
      tool: "python3",
    },
    {
      row: 9,
      name: "map's hello in 7-byte segments",
      line: `${shared}${raw} chopped ${at("cdn")} ${hosts.sharedMap}`,
      tool: "python3",
      needs: ["maps"],
    },
    {
      row: 9,
      name: "map's hello in two records",
      line: shaped(hosts.sharedMap, "records"),
      tool: "python3",
      needs: ["maps"],
    },
    // Two of them in a minute are more than may go up.
    ...(family.of === "four" ? [longOfMap] : []),
  ];
}
