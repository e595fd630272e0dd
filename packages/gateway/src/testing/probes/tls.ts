import { hosts } from "../lab.ts";
import { curl, placesOf, sharedFirst, tls, type Family, type Probe } from "./probe.ts";

/** What pretends to be the map, or is nearly the map. */
export function tlsProbes(family: Family): readonly Probe[] {
  const { flag } = family;
  const { to } = placesOf(family);
  const shared = sharedFirst(family);
  const cdn = `${to("cdn")}:443`;
  return [
    { row: 2, name: "map by name", line: `${curl} ${flag} https://${hosts.map}/`, needs: ["maps"] },
    {
      row: 2,
      name: "map on a shared address",
      line: `${curl} ${flag} https://${hosts.sharedMap}/`,
      needs: ["maps"],
    },
    { row: 3, name: "vendor by name", line: `${curl} ${flag} https://${hosts.vendor}/` },
    {
      row: 4,
      name: "vendor by address",
      line: `${curl} --resolve ${hosts.vendor}:443:${to("vendor")} https://${hosts.vendor}/`,
    },
    {
      row: 4,
      name: "vendor over plain HTTP",
      line: `${curl} --resolve ${hosts.vendor}:80:${to("vendor")} http://${hosts.vendor}/`,
    },
    {
      row: 5,
      name: "vendor's address under the map's name",
      line: `${shared}${tls} -connect ${to("vendor")}:443 -servername ${hosts.sharedMap}`,
    },
    {
      row: 6,
      name: "vendor's name on the map's address",
      line: `${shared}${tls} -connect ${cdn} -servername ${hosts.sharedVendor}`,
    },
    {
      row: 7,
      name: "no name on the map's address",
      line: `${shared}${tls} -connect ${cdn} -noservername`,
    },
    {
      row: 7,
      name: "an address as a name",
      line: `${shared}${tls} -connect ${cdn} -servername 198.18.0.80`,
    },
    {
      row: 7,
      name: "no TLS on the map's address",
      line: `${shared}${curl} -H 'Host: ${hosts.sharedMap}' http://${cdn}/`,
    },
  ];
}
