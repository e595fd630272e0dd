import { frameProbes, programProbes } from "./frames.ts";
import { helloProbes } from "./hellos.ts";
import { nameProbes } from "./names.ts";
import { boxProbes, otherProbes } from "./others.ts";
import { families, type Probe } from "./probe.ts";
import { tlsProbes } from "./tls.ts";

export type { Probe } from "./probe.ts";

/** All, IPv4 first, in the order of the reference's table. */
export const probes: readonly Probe[] = [
  ...families.flatMap((family) =>
    [tlsProbes, helloProbes, nameProbes, otherProbes, boxProbes, frameProbes]
      .flatMap((write) => write(family))
      .map((probe) => ({
        ...probe,
        name: `${probe.name}, ${family.family}`,
        family: family.family,
      })),
  ),
  ...programProbes,
].sort((a, b) => a.row - b.row);
