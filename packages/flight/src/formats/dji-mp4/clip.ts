import { textOf } from "@homepoint/base";
import type { Gathered } from "./gather-samples.ts";
import type { Protocol } from "./protocols.ts";
import { protocols } from "./protocols.ts";
import { fieldAt, spanOf, type Span } from "./wire.ts";

/** What the first sample says of the film as a whole (`ClipMetaHeader`, `StreamMeta`). */
export type Clip = {
  readonly protocolName: string;
  readonly protocol: Protocol;
  /**
   * Whether the protocol is listed. Of one that is not, `in part`: the parts that name their device are
   * read, for position, heights and angles; `no`: only what every film has, and no position.
   */
  readonly known: "yes" | "in part" | "no";
  readonly model: string | undefined;
  readonly serial: string | undefined;
  readonly firmware: string | undefined;
  readonly libraryVersion: string | undefined;
  readonly cameraSerial: string | undefined;
};

/** A film whose first samples are damaged has its header nowhere else. */
const mostLooked = 100;

/** `category` names the protocol as well, for a film whose first sample is lost. */
export function readClip(gathered: Gathered, category: string): Clip {
  const header = headerOf(gathered);
  const text = (...path: readonly number[]) => header && textAt(header, path);
  const named = text(1, 1, 1) ?? /pb_file: ?([\w.-]+)/.exec(category)?.[1] ?? "";
  const listed = Object.hasOwn(protocols, named) ? protocols[named] : undefined;
  const told = listed ?? protocolBySections(gathered);
  return {
    protocolName: named,
    protocol: told ?? {},
    known: listed ? "yes" : told ? "in part" : "no",
    model: text(1, 1, 10)?.replace(/^DJI /, ""),
    serial: text(1, 1, 5),
    firmware: text(1, 1, 6),
    libraryVersion: text(1, 1, 2),
    cameraSerial: text(2, 2, 3, 1),
  };
}

function headerOf(gathered: Gathered): Span | undefined {
  for (const span of firstSamples(gathered)) if (fieldAt(span, 1, 1)) return span;
  return undefined;
}

function* firstSamples({ bytes, starts, count }: Gathered): Iterable<Span> {
  const whole = spanOf(bytes, 0, 0);
  for (let row = 0; row < Math.min(count, mostLooked); row += 1)
    yield { ...whole, from: starts[row] as number, end: starts[row + 1] as number }; // one more
}

function textAt({ view, ...span }: Span, path: readonly number[]): string | undefined {
  const field = fieldAt({ view, ...span }, ...path);
  if (field?.type !== 2) return undefined;
  const length = Math.min(field.end - field.from, 100);
  const text = textOf(new Uint8Array(view.buffer, view.byteOffset + field.from, length)).trim();
  return text && /^[ -~]+$/.test(text) ? text : undefined;
}

/** `MetaHeaderOfDevice`: the kind of device that a part of a frame is about. */
const kinds = { drone: 2, gimbal: 3 } as const;

/**
 * A protocol that is not listed, from parts that name their device: their messages are the same in
 * every model. A part that names none is not guessed at.
 */
function protocolBySections(gathered: Gathered): Protocol | undefined {
  for (const span of firstSamples(gathered)) {
    const kindOf = (part: number) => fieldAt(span, 3, part, 1, 3)?.value;
    const drone = ([3, 4] as const).find((part) => kindOf(part) === kinds.drone);
    if (!drone) continue;
    return {
      drone: { part: drone, holds: ["attitude", "gps", "height"] },
      ...(kindOf(4) === kinds.gimbal && { gimbal: 4 }),
    };
  }
  return undefined;
}
