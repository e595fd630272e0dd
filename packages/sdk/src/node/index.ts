export { socketTransport } from "./socket-transport.ts";
