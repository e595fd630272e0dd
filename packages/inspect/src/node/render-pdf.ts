import Paper from "pdfkit";
import { attachedName } from "../report/open-report.ts";
import type { SignedReport } from "../report/report.ts";
import { writeReport } from "../report/sign-report.ts";
import type { Block, Tone } from "../report/view/block.ts";
import type { Ink, Mark, Plot } from "../report/view/plot.ts";
import { qrSquares } from "../report/view/qr.ts";
import {
  reportWords,
  titleOf,
  viewReport,
  type ReportLanguage,
} from "../report/view/report-view.ts";
import { fontFor } from "./flat-font.ts";

type Document = InstanceType<typeof Paper>;

const margin = 46;
const pageWidth = 595.28;
const width = pageWidth - 2 * margin;
const bottom = 841.89 - margin - 16;

const ink = "#1d2530";
const soft = "#5c6875";
const line = "#d9dee5";
const tones: Readonly<Record<Tone, { readonly ink: string; readonly paper: string }>> = {
  good: { ink: "#17693b", paper: "#e5f4ea" },
  bad: { ink: "#a4161a", paper: "#fdeaea" },
  doubt: { ink: "#7a5200", paper: "#fdf3dc" },
  plain: { ink, paper: "#f2f4f7" },
};
const inks: Readonly<Record<Ink, string>> = {
  tried: "#7f8ea3",
  leaked: "#a4161a",
  passed: "#2f6fb3",
  quiet: line,
  words: ink,
};

/**
 * A report on paper, with the report attached to verify. The same report gives the same bytes. Texts
 * are drawn in Noto Sans: Latin, Greek, Cyrillic, Vietnamese and Devanagari without its ligatures;
 * letters of other scripts are left blank here, and stand in the page and the JSON.
 */
export async function renderPdf(
  signed: SignedReport,
  language: ReportLanguage,
): Promise<Uint8Array> {
  const words = reportWords[language];
  const blocks = viewReport(signed, language);
  const title = titleOf(signed.report.body, words);
  const madeAt = new Date(signed.report.madeAt);
  const document = new Paper({
    size: "A4",
    margin,
    bufferPages: true,
    lang: language,
    displayTitle: true,
    info: { Title: title, Producer: "Homepoint", Creator: "Homepoint", CreationDate: madeAt },
  });
  const whole = bytesOf(document);
  const footer = `${title} · ${signed.report.id}`;
  const letters = `${JSON.stringify(blocks)}${footer}0123456789/–…•\u00a0`;
  document.registerFont("text", Buffer.from(fontFor(letters)));
  document.font("text");
  document.file(Buffer.from(writeReport(signed)), {
    name: attachedName,
    type: "application/json",
    creationDate: madeAt,
    modifiedDate: madeAt,
  });
  for (const block of blocks) draw(document, block);
  numberPages(document, footer);
  document.end();
  return whole;
}

function bytesOf(document: Document): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  document.on("data", (part: Buffer) => parts.push(part));
  return new Promise((resolve, reject) => {
    document.on("end", () => resolve(new Uint8Array(Buffer.concat(parts))));
    document.on("error", reject);
  });
}

function numberPages(document: Document, footer: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    const y = bottom + 10;
    const plain = { lineBreak: false, width, height: 12 } as const;
    document.fontSize(7.5).fillColor(soft);
    document.text(shorten(footer, 90), margin, y, plain);
    document.text(`${page + 1} / ${count}`, margin, y, { ...plain, align: "right" });
  }
}

const shorten = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

type Style = { readonly size: number; readonly color?: string; readonly bold?: true };

/** Text across the page from where the last block ended. Bold is drawn: the font has one weight. */
function write(document: Document, text: string, { size, color = ink, bold }: Style): void {
  document.fontSize(size).fillColor(color);
  if (bold) document.lineWidth(size / 32).strokeColor(color);
  document.text(text, margin, document.y, { width, ...(bold && { fill: true, stroke: true }) });
}

/** Begins a new page where so much does not fit. */
function need(document: Document, height: number): void {
  if (document.y + height > bottom) {
    document.addPage();
    document.font("text");
  }
}

function draw(document: Document, block: Block): void {
  switch (block.kind) {
    case "title":
      write(document, block.text, { size: 20, bold: true });
      for (const text of block.below) write(document, text, { size: 8.5, color: soft });
      document.moveDown(0.6);
      return;
    case "heading":
      need(document, 100);
      document.moveDown(block.level === 2 ? 0.9 : 0.5);
      write(document, block.text, { size: block.level === 2 ? 13 : 10.5, bold: true });
      document.moveDown(0.3);
      return;
    case "text":
      need(document, 30);
      write(document, block.text, { size: 9, color: tones[block.tone ?? "plain"].ink });
      document.moveDown(0.3);
      return;
    case "verdict":
      drawVerdict(document, block);
      return;
    case "list":
      for (const item of block.items) drawItem(document, item);
      return;
    case "pairs":
      for (const [name, text] of block.rows)
        drawCells(document, { cells: [name, text], widths: [1, 3], colors: [soft, ink] });
      return;
    case "table":
      drawTable(document, block);
      return;
    case "plot":
      drawPlot(document, block.plot);
      return;
    case "code":
      drawCode(document, block.text, block.below);
      return;
    case "qr":
      drawQr(document, block.text);
      return;
    default:
      block satisfies never;
  }
}

function drawVerdict(document: Document, block: Extract<Block, { kind: "verdict" }>): void {
  const { ink: color, paper } = tones[block.tone];
  const head = `${block.name}: ${block.verdict}`;
  const inner = { width: width - 24 };
  const lines = block.lines.map((text) => `• ${text}`).join("\n");
  document.fontSize(12);
  const headHeight = document.heightOfString(head, inner);
  document.fontSize(9);
  const height = headHeight + (lines ? document.heightOfString(lines, inner) + 4 : 0) + 16;
  need(document, Math.min(height, 500));
  const top = document.y;
  if (top + height < bottom) {
    document.rect(margin, top, width, height).fill(paper);
    document.rect(margin, top, 4, height).fill(color);
  }
  document.fontSize(12).fillColor(color).strokeColor(color).lineWidth(0.35);
  document.text(head, margin + 14, top + 8, { ...inner, fill: true, stroke: true });
  document.fontSize(9).fillColor(ink);
  if (lines) document.text(lines, margin + 14, document.y + 4, inner);
  document.y = Math.max(document.y, top + height) + 8;
}

function drawItem(document: Document, text: string): void {
  need(document, 24);
  document.fontSize(9).fillColor(ink);
  const { y } = document;
  document.text("•", margin, y, { lineBreak: false });
  document.text(text, margin + 12, y, { width: width - 12 });
  document.y += 2;
}

type Cells = {
  readonly cells: readonly string[];
  readonly widths: readonly number[];
  readonly numbers?: readonly number[];
  readonly colors?: readonly string[];
  readonly size?: number;
};

function drawCells(document: Document, row: Cells): void {
  const { cells, widths, numbers = [], colors = [], size = 8 } = row;
  const all = widths.reduce((sum, share) => sum + share, 0);
  const gap = 7;
  document.fontSize(size);
  const spans = widths.map((share) => (share / all) * width - gap);
  const heights = cells.map((cell, at) =>
    document.heightOfString(broken(document, cell, spans[at] ?? 40), { width: spans[at] ?? 40 }),
  );
  const height = Math.min(Math.max(...heights) + 5, 600);
  need(document, height);
  const top = document.y;
  let x = margin;
  for (const [at, cell] of cells.entries()) {
    const span = spans[at] ?? 40;
    document.fillColor(colors[at] ?? ink);
    document.text(broken(document, cell, span), x, top + 2, {
      width: span,
      height,
      ellipsis: true,
      align: numbers.includes(at) ? "right" : "left",
    });
    x += span + gap;
  }
  document.moveTo(margin, top + height).lineTo(margin + width, top + height);
  document.lineWidth(0.5).strokeColor(line).stroke();
  document.x = margin;
  document.y = top + height + 1;
}

/** Names of hosts and hashes have no blanks: they are cut where the column ends. */
function broken(document: Document, text: string, span: number): string {
  return text
    .split(/(?<=[ -])/)
    .map((word) => {
      if (document.widthOfString(word) <= span) return word;
      const letters = Math.max(
        4,
        Math.floor((word.length * span) / document.widthOfString(word)) - 1,
      );
      return (word.match(new RegExp(`.{1,${letters}}`, "gsu")) ?? []).join("\n");
    })
    .join("");
}

function drawTable(document: Document, block: Extract<Block, { kind: "table" }>): void {
  const { heads, rows, numbers, widths } = block;
  const head = () =>
    drawCells(document, {
      cells: heads,
      widths,
      numbers,
      colors: heads.map(() => soft),
      size: 7.5,
    });
  need(document, 60);
  head();
  for (const { cells, tone } of rows) {
    const pages = document.bufferedPageRange().count;
    need(document, 30);
    if (document.bufferedPageRange().count > pages) head();
    const color = tones[tone ?? "plain"].ink;
    const isLoud = tone === "bad" || tone === "doubt";
    const colors = cells.map((_, at) => (isLoud || at === cells.length - 1 ? color : ink));
    drawCells(document, { cells, widths, numbers, colors });
  }
  document.moveDown(0.5);
}

function drawPlot(document: Document, plot: Plot): void {
  const scale = width / plot.width;
  const height = plot.height * scale;
  need(document, height + 24);
  const top = document.y + 4;
  for (const mark of plot.marks) drawMark(document, mark, { scale, top });
  document.x = margin;
  document.y = top + height + 3;
  write(document, plot.label, { size: 7.5, color: soft });
  document.moveDown(0.4);
}

function drawMark(
  document: Document,
  mark: Mark,
  { scale, top }: { readonly scale: number; readonly top: number },
): void {
  const x = margin + mark.x * scale;
  const y = top + mark.y * scale;
  if (mark.kind === "bar")
    document.rect(x, y, mark.width * scale, mark.height * scale).fill(inks[mark.ink]);
  else if (mark.kind === "line")
    document
      .moveTo(x, y)
      .lineTo(margin + mark.toX * scale, top + mark.toY * scale)
      .lineWidth(0.6)
      .stroke(inks[mark.ink]);
  else {
    document.fontSize(7).fillColor(inks[mark.ink]);
    const left = mark.anchor === "end" ? x - document.widthOfString(mark.text) : x;
    document.text(mark.text, left, y - 7, { lineBreak: false });
  }
}

function drawCode(document: Document, text: string, below: string | undefined): void {
  document.fontSize(7.5);
  const inner = width - 16;
  const cut = text
    .split("\n")
    .map((one) => broken(document, one, inner))
    .join("\n");
  const height = document.heightOfString(cut, { width: inner }) + 12;
  need(document, Math.min(height, 400));
  const top = document.y;
  if (top + height < bottom) document.rect(margin, top, width, height).fill("#f2f4f7");
  document.fillColor(ink).text(cut, margin + 8, top + 6, { width: inner });
  document.y = Math.max(document.y, top + height) + 3;
  document.x = margin;
  if (below !== undefined) write(document, below, { size: 7.5, color: soft });
  document.moveDown(0.5);
}

function drawQr(document: Document, text: string): void {
  const squares = qrSquares(text);
  if (!squares) return;
  const side = 150;
  need(document, side + 10);
  const top = document.y + 4;
  const step = side / squares.length;
  for (const [y, row] of squares.entries())
    for (const [x, dark] of row.entries())
      if (dark) document.rect(margin + x * step, top + y * step, step, step);
  document.fill("#000000");
  document.y = top + side + 6;
}
