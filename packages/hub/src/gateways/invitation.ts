import { utf8 } from "@homepoint/base";

/** What a gateway needs to know of a hub before it can believe anything: docs/formats/gateway-hub.md §1. */
export type Invitation = {
  readonly v: 1;
  readonly name: string;
  readonly code: string;
  readonly installation: string;
  /** Certificate, PEM: of the hub's authority or, where the owner brought one, the hub's own. */
  readonly pin: string;
  /** Verifier key of what the hub signs for gateways. */
  readonly key: string;
};

/** One line to copy, or to show as a code. */
export function writeInvitation(invitation: Invitation): string {
  return `hpg1.${Buffer.from(utf8(JSON.stringify(invitation))).toString("base64url")}`;
}
