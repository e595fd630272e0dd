import { readdir, readFile } from "node:fs/promises";
import type { InterfaceCounters } from "@homepoint/evidence";

const folder = "/sys/class/net";
const files = {
  bytesIn: "rx_bytes",
  bytesOut: "tx_bytes",
  packetsIn: "rx_packets",
  packetsOut: "tx_packets",
} as const;

/** What these links have passed; one that is not there is left out. */
export async function countLinks(
  links: readonly string[],
): Promise<Readonly<Record<string, InterfaceCounters>>> {
  const there = new Set(await readdir(folder).catch(() => []));
  const counted = links
    .filter((link) => there.has(link))
    .map(async (link) => [link, await countLink(link)] as const);
  return Object.fromEntries(await Promise.all(counted));
}

async function countLink(link: string): Promise<InterfaceCounters> {
  const read = async (name: string) =>
    Number(await readFile(`${folder}/${link}/statistics/${name}`, "utf8").catch(() => "0"));
  const { bytesIn, bytesOut, packetsIn, packetsOut } = files;
  return {
    bytesIn: await read(bytesIn),
    bytesOut: await read(bytesOut),
    packetsIn: await read(packetsIn),
    packetsOut: await read(packetsOut),
  };
}

/** Where this box has its time from, as systemd-timesyncd or chrony tell it. */
export async function clockSource(): Promise<"network" | "system"> {
  for (const path of ["/run/systemd/timesync/synchronized", "/run/chrony/synchronized"])
    if (
      await readFile(path).then(
        () => true,
        () => false,
      )
    )
      return "network";
  return "system";
}
