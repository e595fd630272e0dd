export { localLookup, pipeOut, sendOut, type Outgoing, type Pipe } from "./outgoing.ts";
export { socketTransport } from "./socket-transport.ts";
