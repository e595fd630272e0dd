import { z } from "zod";
import { services, subjectKinds } from "@homepoint/policy";
import { instant, objectId } from "./shapes.ts";

const text = z.string().max(1000);
const texts = z.array(text).max(200);
const count = z.number().int().min(0);
const port = z.number().int().min(0).max(65_535);

/** Flow of the package inspect, as a capture shows it: whether it may pass is for the hub to say. */
const flow = z.object({
  startedAt: instant,
  endedAt: instant,
  transport: z.enum(["tcp", "udp", "icmp", "other"]),
  direction: z.enum(["out", "in"]),
  from: text,
  to: text,
  port,
  scope: z.enum(["link", "local", "world"]),
  hardware: text.exactOptional(),
  ourSide: z.union([z.literal(0), z.literal(1)]).exactOptional(),
  fromPort: port,
  spoken: text.exactOptional(),
  serverName: text.exactOptional(),
  hosts: texts.exactOptional(),
  alpn: texts.exactOptional(),
  ja4: text.exactOptional(),
  covered: z.literal(true).exactOptional(),
  program: text.exactOptional(),
  dnsName: text.exactOptional(),
  dnsNames: texts,
  within: z.literal(true).exactOptional(),
  service: z.enum(services).exactOptional(),
  owner: text.exactOptional(),
  bytesOut: count,
  bytesIn: count,
  packetsOut: count,
  packetsIn: count,
});

const question = z.object({
  at: instant,
  from: text,
  to: text,
  name: text,
  type: text,
  transport: z.enum(["udp", "tcp", "mdns", "llmnr"]),
  answers: texts,
  code: text.exactOptional(),
});

const totals = z.object({
  packets: count,
  bytes: count,
  flows: count,
  questions: count,
  bytesOut: count,
  bytesIn: count,
  from: instant.nullable(),
  until: instant.nullable(),
  neighbours: count,
  unread: count,
  damaged: count,
  folded: count,
  incomplete: count,
  unfinished: count,
  questionsLeft: count,
});

export const mostFlows = 20_000;
export const mostQuestions = 5_000;

/** What a capture showed; what there was more of is in its totals. */
const captureShown = z.object({
  flows: z.array(flow).max(mostFlows),
  questions: z.array(question).max(mostQuestions),
  totals,
});
export type CaptureShown = z.output<typeof captureShown>;

const shortText = z.string().trim().min(1).max(200);

export const newCapture = z.object({
  name: shortText,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The device that it is of, as grants name it; null where it is none that is known. */
  client: shortText.nullable().default(null),
  /** The program that spoke in it, of the register. */
  program: z.string().max(200).nullable().default(null),
  seen: captureShown,
});

/** A capture that was judged and kept, in short. */
export const captureRow = z.object({
  id: objectId,
  name: z.string(),
  sha256: z.string(),
  from: instant.nullable(),
  until: instant.nullable(),
  keptAt: instant,
  by: z.string(),
  client: z.string().nullable(),
  program: z.string().nullable(),
  /** The policy that it was judged by: its mode, and the number of its change. */
  mode: z.string(),
  counter: count,
  flows: count,
  refused: count,
  allowed: count,
  bytesOut: count,
});
export type CaptureRow = z.output<typeof captureRow>;

export const captureJudged = captureShown.extend({
  flows: z.array(
    flow.extend({
      verdict: z.enum(["allowed", "refused", "not-judged"]),
      because: z.string().exactOptional(),
    }),
  ),
  /** What was granted by the policy that judged it. */
  grants: z.array(
    z.object({
      service: z.enum(services),
      subject: z.object({ kind: z.enum(subjectKinds), id: z.string() }),
    }),
  ),
});
