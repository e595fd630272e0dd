import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Verdict } from "@homepoint/policy";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Judged } from "../flows/judge.ts";
import { MapShelf } from "../maps/map-shelf.ts";
import { servePage } from "./page.ts";

const tried = (id: string, host: string, verdict: Verdict): Judged => ({
  at: "2026-05-04T12:13:14.000Z",
  attempt: {
    kind: "connection",
    subject: { kind: "client", id },
    direction: "out",
    host,
    port: 443,
    protocol: "tcp",
  },
  verdict,
});
const refused = { allowed: false, because: "not-granted", mode: "local-data" } as const;

let server: Server;
beforeAll(async () => {
  server = servePage({
    nameOf: () => Promise.resolve("tablet"),
    modeOf: () => "local-data",
    judged: () => [
      tried("tablet", "sync.example", { ...refused, service: "flight-record-sync" }),
      tried("tablet", "<b>.example", { ...refused, owner: "Somebody" }),
      tried("other", "other.example", refused),
    ],
    isOpen: () => true,
    maps: new MapShelf(join(tmpdir(), "no-maps-here")),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test.each([
  ["en", "Flight record sync", "Nothing so far."],
  ["de", "Abgleich der Flug-Logs", "Bisher nichts."],
])(
  "a pilot sees the own tries in words of their language (%s)",
  async (language, sync, nothing) => {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { "accept-language": language },
    });
    const page = await answer.text();
    expect(page).toContain(`<td>12:13:14</td><td>sync.example</td><td>${sync}</td>`);
    expect(page).toContain("<td>&#60;b&#62;.example</td><td>Somebody</td>");
    expect(page).toContain(nothing);
    expect(page).not.toContain("other.example");
  },
);
