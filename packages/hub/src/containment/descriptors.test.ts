import { spawn, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { createSocket } from "node:dgram";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// What a process is handed down can only be seen from inside one: each case starts a real one.

const onLinux = process.platform === "linux" ? test : test.skip;
if (process.platform !== "linux") console.warn("SKIPPED: inherited sockets are seen on Linux only");

const script = `
  const { refuseInheritedSockets } = await import(process.argv[1]);
  try { refuseInheritedSockets(JSON.parse(process.argv[2])); console.log("let in"); }
  catch (error) { console.log(error.code, error.message); }
`;
const source = new URL("./descriptors.ts", import.meta.url).href;

async function ask(stdio: StdioOptions, expected: readonly number[] = []): Promise<string> {
  const args = ["--conditions=@homepoint/source", "--input-type=module", "-e", script];
  const given = [source, JSON.stringify(expected)];
  const child = spawn(process.execPath, [...args, ...given], { stdio });
  const { stdout } = child;
  let out = "";
  stdout?.on("data", (text: Buffer) => (out += String(text)));
  await once(child, "close");
  return out;
}

let server: Server;
let tcp: Socket;
let unix: Socket;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "descriptors-"));
  server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const path = join(folder, "a.sock");
  const other = createServer().listen(path);
  await once(other, "listening");
  tcp = connect((server.address() as AddressInfo).port, "127.0.0.1");
  unix = connect(path);
  await Promise.all([once(tcp, "connect"), once(unix, "connect")]);
  other.unref();
});
afterAll(async () => {
  tcp.destroy();
  unix.destroy();
  server.close();
  await rm(folder, { recursive: true });
});

onLinux("pipes and sockets of this machine are let in", async () => {
  expect(await ask(["ignore", "pipe", "inherit"])).toBe("let in\n");
  expect(await ask([unix, "pipe", "inherit", unix])).toBe("let in\n");
});

onLinux.each([0, 2, 3, 7])("a TCP connection as descriptor %i is refused by name", async (at) => {
  const stdio: StdioOptions = ["ignore", "pipe", "inherit"];
  while (stdio.length < at) stdio.push("ignore");
  stdio[at] = tcp;
  expect(await ask(stdio)).toMatch(
    new RegExp(`^hub/inherited-socket .*\\(descriptor ${at}, TCP\\)`),
  );
});

onLinux("a TCP listener is refused, though it was said to be expected", async () => {
  const { _handle: listener } = server as unknown as { _handle: { fd: number } };
  const stdio = ["ignore", "pipe", "inherit", listener.fd] satisfies StdioOptions;
  expect(await ask(stdio, [3])).toMatch(/^hub\/inherited-socket .*descriptor 3, TCP/);
});

onLinux("a UDP socket is refused", async () => {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { _handle: bound } = socket as unknown as { _handle: { fd: number } };
  expect(await ask(["ignore", "pipe", "inherit", bound.fd])).toMatch(/descriptor 3, UDP/);
  socket.close();
});
