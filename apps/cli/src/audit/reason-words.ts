import type { FlowReason } from "@homepoint/inspect";

/** Why a flow would pass or not, in few words. */
export const reasonWords: Readonly<Record<FlowReason, string>> = {
  "own-hub": "our own hub",
  standard: "everything passes for this device",
  mission: "a mission in force is stricter",
  granted: "granted",
  "owner-export": "the owner's export",
  role: "by role",
  "unclear-attempt": "name and address do not fit, or the name is a cover",
  offline: "offline",
  "unasked-inbound": "nobody asked for it",
  "unknown-destination": "unknown destination",
  "wrong-port": "not at this port",
  "misnamed-service": "another service",
  "not-in-this-mode": "not in this mode",
  "not-granted": "not granted",
  "grant-ended": "grant over",
  "clock-behind": "clock behind",
  "not-this-role": "not this role",
  "not-recorded": "not recorded",
  "policy-not-known": "policy of then not known",
};
