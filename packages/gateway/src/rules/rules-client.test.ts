import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { RulesClient } from "./rules-client.ts";

test("a keeper that breaks off is a problem for whoever asked it, and ends nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "keeper-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "keeper.sock");
  const server = createServer({ pauseOnConnect: true }).listen(path);
  const connected = once(server, "connection");
  await once(server, "listening");
  const client = await RulesClient.connect(path);
  const [socket] = (await connected) as [Socket];
  const refused = expect(client.ask({ kind: "shut" })).rejects.toMatchObject({
    code: "gateway/rules-gone",
  });
  socket.destroy(); // with what was asked unread, which breaks the other end
  await refused;
  await expect(client.ask({ kind: "shut" })).rejects.toMatchObject({ code: "gateway/rules-gone" });
  server.close();
});
