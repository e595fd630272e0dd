import type { Cue } from "../dji-srt/cues.ts";
import { withoutMarkup } from "../dji-srt/cues.ts";
import { signature } from "../dji-srt/cue-table.ts";
import type { Gathered } from "./gather-samples.ts";
import type { Samples } from "./samples.ts";

/**
 * Subtitles inside a film, as cues: a length of two bytes, a text, and what it looks like (3GPP TS
 * 26.245 §5.17). Empty where none of them is a sample of a flight: other films have subtitles too.
 */
export function readCaptions({ bytes, starts, count }: Gathered, samples: Samples): readonly Cue[] {
  const decoder = new TextDecoder("latin1");
  const cues: Cue[] = [];
  let isFlight = false;
  for (let row = 0; row < count; row += 1) {
    const [from, end] = [starts[row] as number, starts[row + 1] as number]; // one more
    const length = end - from;
    if (length <= 2) continue; // nothing is shown
    const stated = ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
    const textEnd = from + 2 + Math.min(stated, length - 2);
    const text = withoutMarkup(decoder.decode(bytes.subarray(from + 2, textEnd)));
    isFlight ||= signature.test(text);
    cues.push({
      offset: samples.offsets[row] as number, // as many as were gathered
      length,
      startMs: (samples.times[row] as number) * 1000,
      text: text.replaceAll(/\s+/g, " "),
    });
  }
  return isFlight ? cues : [];
}
