import { toBase64, utf8 } from "@homepoint/base";
import type { EvidencePrimitives } from "@homepoint/evidence";
import { scriptId } from "../open-report.ts";
import type { SignedReport } from "../report.ts";
import { writeReport } from "../sign-report.ts";
import type { Block, Row } from "./block.ts";
import { pageStyle } from "./page-style.ts";
import type { Mark, Plot } from "./plot.ts";
import { qrSquares } from "./qr.ts";
import { reportWords, titleOf, viewReport, type ReportLanguage } from "./report-view.ts";

/**
 * A report as a page of its own: it asks nobody for anything, runs nothing, and carries the report.
 * The same report gives the same page, so that whoever verifies can compare.
 */
export function renderHtml(
  signed: SignedReport,
  language: ReportLanguage,
  { sha256 }: Pick<EvidencePrimitives, "sha256">,
): string {
  const styleHash = toBase64(sha256(utf8(pageStyle)));
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  const title = titleOf(signed.report.body, reportWords[language]);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
${drawBlocks(viewReport(signed, language))}
<script type="application/json" id="${scriptId}">${carried(signed)}</script>
</body>
</html>
`;
}

/** Markup without a script, a style or an address, whatever hosts are called. */
export function drawBlocks(blocks: readonly Block[]): string {
  return blocks.map(drawBlock).join("\n");
}

/** JSON that no page takes for markup. */
function carried(signed: SignedReport): string {
  return writeReport(signed).trimEnd().replaceAll("<", "\\u003c");
}

function drawBlock(block: Block): string {
  switch (block.kind) {
    case "title":
      return `<h1>${escapeHtml(block.text)}</h1>\n${block.below.map((text) => `<p class="below">${escapeHtml(text)}</p>`).join("\n")}`;
    case "verdict":
      return `<section class="verdict ${block.tone}"><b>${escapeHtml(block.name)}: ${escapeHtml(block.verdict)}</b>${drawList(block.lines)}</section>`;
    case "heading":
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case "text":
      return `<p class="${block.tone ?? "plain"}">${escapeHtml(block.text)}</p>`;
    case "pairs":
      return `<dl>${block.rows.map(([name, text]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd>`).join("\n")}</dl>`;
    case "table":
      return drawTable(block);
    case "list":
      return drawList(block.items);
    case "plot":
      return `<figure class="plot">${drawPlot(block.plot)}<figcaption class="below">${escapeHtml(block.plot.label)}</figcaption></figure>`;
    case "code":
      return `<pre>${escapeHtml(block.text)}</pre>${block.below === undefined ? "" : `<p class="below">${escapeHtml(block.below)}</p>`}`;
    case "qr":
      return drawQr(block.text, block.below);
    default:
      return block satisfies never;
  }
}

function drawList(items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<ul>${items.map((text) => `<li>${escapeHtml(text)}</li>`).join("\n")}</ul>`;
}

function drawTable({ heads, rows, numbers, widths }: Extract<Block, { kind: "table" }>): string {
  const tag = (name: "th" | "td", cells: readonly string[]) =>
    cells
      .map((cell, at) => {
        const is = numbers.includes(at) ? ` class="number"` : "";
        return `<${name}${is}>${escapeHtml(cell)}</${name}>`;
      })
      .join("");
  const line = ({ cells, tone }: Row) => `<tr class="${tone ?? "plain"}">${tag("td", cells)}</tr>`;
  const all = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => `<col width="${round((width / all) * 100)}%">`).join("");
  return `<div class="scroll"><table><colgroup>${columns}</colgroup><thead><tr>${tag("th", heads)}</tr></thead><tbody>\n${rows.map(line).join("\n")}\n</tbody></table></div>`;
}

function drawPlot({ width, height, label, marks }: Plot): string {
  return `<svg viewBox="0 0 ${width} ${round(height)}" role="img" aria-label="${escapeHtml(label)}">${marks.map(drawMark).join("")}</svg>`;
}

function drawMark(mark: Mark): string {
  const at = `x="${round(mark.x)}" y="${round(mark.y)}"`;
  if (mark.kind === "bar")
    return `<rect ${at} width="${round(mark.width)}" height="${round(mark.height)}" class="m-${mark.ink}"/>`;
  if (mark.kind === "words")
    return `<text ${at} text-anchor="${mark.anchor}">${escapeHtml(mark.text)}</text>`;
  return `<line x1="${round(mark.x)}" y1="${round(mark.y)}" x2="${round(mark.toX)}" y2="${round(mark.toY)}" class="l-${mark.ink}"/>`;
}

function drawQr(text: string, below: string): string {
  const squares = qrSquares(text);
  if (!squares) return "";
  const path = squares
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return `<svg class="qr" viewBox="0 0 ${squares.length} ${squares.length}" role="img" aria-label="${escapeHtml(below)}"><path d="${path}"/></svg>`;
}

const round = (value: number) => Math.round(value * 100) / 100;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// Names of hosts come from strangers: no letters that steer text, and none that are markup.
// oxlint-disable-next-line no-control-regex -- they are what is to be taken out
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

export function escapeHtml(text: string): string {
  return text
    .replace(steering, "\ufffd")
    .replace(/[&<>"']/g, (letter) => entities[letter] as string); // it has all five
}
