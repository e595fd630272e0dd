import { hostname } from "node:os";
import { join } from "node:path";
import type { StreamedEntry } from "@homepoint/api";
import { Guard } from "@homepoint/sdk";
import { pipeOut } from "@homepoint/sdk/node";
import { cefLine, longestDatagram, longestMessage, syslogMessage } from "@homepoint/evidence";
import type { Run, VaultOptions } from "../command-row.ts";
import { readPlace } from "../containment/read-place.ts";
import { forwardEntries } from "../evidence/forward-entries.ts";
import { keepForwarded, readForwarded } from "../evidence/forwarded.ts";
import { sendMessages, type Collector } from "../evidence/syslog-out.ts";
import { exitCodes } from "../exit-codes.ts";
import { reachOwn } from "../own-places.ts";
import { cliProblem } from "../problems.ts";
import { version } from "../wire.ts";
import { withHub } from "../with-hub.ts";
import { asSiemEntry } from "./evidence-export.ts";

type Options = VaultOptions & {
  readonly udp?: true;
  readonly lines?: true;
  readonly outlet?: string;
  readonly follow?: true;
  readonly again?: true;
  readonly json?: true;
};

const longestMs = 30_000;

/** To a collector of the local network, from the entry after the last that it has. */
export const run: Run<Options> = async ([where = ""], options, output) => {
  const collector = collectorOf(where, options);
  const { host, port, over } = collector;
  const { outlet } = options;
  if (outlet !== undefined && over === "udp")
    throw cliProblem("wrong-usage", { what: "An outlet leads over TCP; leave --udp out." });
  const place = `${host}-${port}-${over}`.replaceAll(/[^\w.-]/g, "_");
  const file = join(options.data, "machine", `forwarded-${place}.json`);
  const last = options.again ? undefined : await readForwarded(file);
  return withHub(options, output, async (client) => {
    const leaving = new AbortController();
    const leave = () => leaving.abort();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, leave);
    const asked = {
      format: "cef",
      host,
      port,
      follow: options.follow ? "yes" : "no",
      ...(last ? { generation: last.generation, after: last.index } : {}),
    } as const;
    // One attempt for the whole run: the hub ends the entries where the policy takes the place back.
    const through = { guard: Guard.atHub(client, "evidence-forward"), longestMs, outlet };
    const target = { url: urlOf(collector), protocol: over };
    const sent = await reachOwn(host, () =>
      pipeOut(target, through, async (pipe) => {
        const entries = client.streamEvidence(asked, { signal: leaving.signal });
        return forwardEntries(untilLeft(entries, leaving.signal), {
          send: (batch) => sendMessages(messagesOf(batch, over), collector, pipe),
          keep: (position) => keepForwarded(file, position),
        });
      }),
    );
    if (options.json) output.out(JSON.stringify({ to: { host, port, over }, sent }));
    else
      output.out(`${sent} ${sent === 1 ? "entry" : "entries"} to ${host} port ${port}, ${over}.`);
    return exitCodes.done;
  });
};

/** @throws cli/wrong-usage */
function collectorOf(where: string, { udp, lines }: Options): Collector {
  return {
    ...readPlace(where, "forward"),
    over: udp ? "udp" : "tcp",
    framing: lines ? "lines" : "counted",
  };
}

function urlOf({ host, port }: Collector): URL {
  return new URL(`syslog://${host.includes(":") ? `[${host}]` : host}:${port}`);
}

function messagesOf(batch: readonly StreamedEntry[], over: "tcp" | "udp"): Uint8Array[] {
  const longest = over === "udp" ? longestDatagram : longestMessage;
  const [host, now] = [hostname(), new Date()];
  return batch.map((streamed) => {
    const entry = asSiemEntry(streamed);
    return syslogMessage({ entry, text: cefLine(entry, version()), host, now }, longest);
  });
}

/** Ends, and does not fail, when whoever runs it has enough. */
async function* untilLeft(
  entries: AsyncIterable<StreamedEntry>,
  signal: AbortSignal,
): AsyncIterable<StreamedEntry> {
  try {
    yield* entries;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
