export { sendOut, type Outgoing } from "./outgoing.ts";
export { socketTransport } from "./socket-transport.ts";
