import { concat, textOf, utf8 } from "@homepoint/base";
import { longestReport, type SignedReport } from "./report.ts";
import { readReport } from "./sign-report.ts";

/** Where a page carries its report; `renderHtml` writes it so. */
export const scriptId = "homepoint-report";
/** What a PDF carries it as. */
export const attachedName = "homepoint-report.json";

export type ReportCarrier = "json" | "html" | "pdf";

export type OpenedReport = { readonly signed: SignedReport; readonly carrier: ReportCarrier };

/** The report in a JSON file, in a page, or attached to a PDF; undefined where there is none. */
export async function openReport(bytes: Uint8Array): Promise<OpenedReport | undefined> {
  if (bytes.length > 2 * longestReport) return undefined;
  const head = textOf(bytes.subarray(0, 1024)).trimStart();
  const carrier = head.startsWith("%PDF-") ? "pdf" : head.startsWith("<") ? "html" : "json";
  const carried =
    carrier === "json" ? bytes : carrier === "html" ? inPage(bytes) : await inPdf(bytes);
  const signed = carried && readReport(carried);
  return signed && { signed, carrier };
}

function inPage(bytes: Uint8Array): Uint8Array | undefined {
  const page = textOf(bytes);
  const opening = `<script type="application/json" id="${scriptId}">`;
  const at = page.indexOf(opening);
  const end = page.indexOf("</script>", at);
  // A page with two would show one and be verified by the other.
  if (at === -1 || end === -1 || page.includes(opening, at + 1)) return undefined;
  return utf8(page.slice(at + opening.length, end));
}

/** ISO 32000-1 §7.11.4: embedded files. Only as simple as the ones that are written here. */
async function inPdf(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const latin = new TextDecoder("latin1").decode(bytes);
  const at = latin.indexOf("/Type /EmbeddedFile");
  if (at === -1 || latin.includes("/Type /EmbeddedFile", at + 1)) return undefined;
  const begin = latin.lastIndexOf(" obj", at);
  const stream = latin.indexOf("stream\n", at);
  const dictionary = latin.slice(begin, stream);
  const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1]);
  if (begin === -1 || stream === -1 || !(length >= 0)) return undefined;
  const from = stream + "stream\n".length;
  const carried = bytes.subarray(from, from + length);
  return dictionary.includes("/FlateDecode") ? inflate(carried) : carried;
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    // A copy has a buffer of its own, as Blob asks for.
    const whole = new Blob([new Uint8Array(bytes)]).stream();
    const blocks = whole.pipeThrough(new DecompressionStream("deflate"));
    for await (const block of blocks as unknown as AsyncIterable<Uint8Array>) {
      length += block.length;
      if (length > longestReport) return undefined;
      parts.push(block);
    }
  } catch {
    return undefined; // no zlib stream
  }
  return concat(...parts);
}
