import type { FactKind, Selection } from "@homepoint/evidence";

type Times = { readonly from: string; readonly until: string };
type Selections = { readonly ofHub: Selection; readonly ofGateways: Selection };

/** Those whose facts may be told by name. */
export type Named = { readonly devices: readonly string[]; readonly clients: readonly string[] };

const policyKinds: readonly FactKind[] = ["attested", "policy-changed", "policy-found", "gap"];
const gatewayKinds: readonly FactKind[] = ["rules-found", "gap", "started", "stopped", "clock"];
const trafficKinds: readonly FactKind[] = ["verdict", "verdicts-aggregated", "flow-ended"];

/** Of an installation: what was attested of any device, changed, and not seen. */
export function factsForPeople(times: Times): Selections {
  const members = [
    "device",
    "sensitivity",
    "points",
    "effect",
    "outcome",
    "found",
    "from",
    "until",
  ];
  return {
    ofHub: { ...times, kinds: policyKinds, members, extent: "chosen-only" },
    ofGateways: { ...times, kinds: gatewayKinds, members: "plain", extent: "chosen-only" },
  };
}

/**
 * Of some devices: everything that was tried in their time, by name only where it was they. Nothing
 * of a gateway's log in that time can be left out unseen.
 */
export function factsOfDevices(
  times: Times,
  ticked: Times,
  { devices, clients }: Named,
): Selections {
  const named = { names: devices, members: ["device", "points", "sensitivity"] };
  return {
    ofHub: {
      ...ticked,
      kinds: [...policyKinds, "heartbeat"],
      members: "plain",
      named,
      extent: "chosen-only",
    },
    ofGateways: {
      ...times,
      kinds: [...gatewayKinds, ...trafficKinds, "heartbeat"],
      members: "plain",
      named: { names: clients, members: ["attempt", "subject", "target"] },
      extent: "whole",
    },
  };
}
