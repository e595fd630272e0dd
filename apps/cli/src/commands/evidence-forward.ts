import { hostname } from "node:os";
import { join } from "node:path";
import type { StreamedEntry } from "@homepoint/api";
import { cefLine, longestDatagram, longestMessage, syslogMessage } from "@homepoint/evidence";
import type { Run, VaultOptions } from "../command-row.ts";
import { forwardEntries } from "../evidence/forward-entries.ts";
import { keepForwarded, readForwarded } from "../evidence/forwarded.ts";
import { lanAddress } from "../evidence/lan.ts";
import { sendMessages, type Collector } from "../evidence/syslog-out.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { version } from "../wire.ts";
import { withHub } from "../with-hub.ts";
import { asSiemEntry } from "./evidence-export.ts";

type Options = VaultOptions & {
  readonly udp?: true;
  readonly lines?: true;
  readonly follow?: true;
  readonly again?: true;
  readonly json?: true;
};

/** To a collector of the local network, from the entry after the last that it has. */
export const run: Run<Options> = async ([where = ""], options, output) => {
  const collector = await collectorOf(where, options);
  const { address: host, port, over } = collector;
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
    const entries = client.streamEvidence(asked, { signal: leaving.signal });
    const sent = await forwardEntries(untilLeft(entries, leaving.signal), {
      send: (batch) => sendMessages(messagesOf(batch, over), collector),
      keep: (position) => keepForwarded(file, position),
    });
    if (options.json) output.out(JSON.stringify({ to: { host, port, over }, sent }));
    else
      output.out(`${sent} ${sent === 1 ? "entry" : "entries"} to ${host} port ${port}, ${over}.`);
    return exitCodes.done;
  });
};

/** @throws cli/wrong-usage, cli/not-local */
async function collectorOf(where: string, { udp, lines }: Options): Promise<Collector> {
  const [, host, digits] = /^(\[[0-9a-fA-F:]+\]|[^:\s]+):(\d{1,5})$/.exec(where) ?? [];
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535)
    throw cliProblem("wrong-usage", { what: `Say where to as HOST:PORT, not ${where}.` });
  const over = udp ? "udp" : "tcp";
  return { ...(await lanAddress(host)), port, over, framing: lines ? "lines" : "counted" };
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
