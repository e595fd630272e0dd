import { textOf, toHex } from "@homepoint/base";
import {
  anywherePrimitives as primitives,
  readDisclosure,
  readProof,
  verifyProof,
  type Disclosure,
} from "@homepoint/evidence";
import {
  drawBlocks,
  escapeHtml,
  openReport,
  renderHtml,
  verifyReport,
  viewReport,
  type BroughtCapture,
  type OpenedReport,
  type ReportLanguage,
} from "@homepoint/inspect";
import { showDisclosure, textFor } from "./show-disclosure.ts";
import { verifierWords } from "./verifier-words.ts";

// The page on a USB stick: one file, no address in it, and a policy that lets nothing out.

const language: ReportLanguage = navigator.language.startsWith("de") ? "de" : "en";
const words = verifierWords[language];

type Brought = { readonly name: string; readonly bytes: Uint8Array };
type Found =
  | { readonly kind: "report"; readonly file: Brought; readonly opened: OpenedReport }
  | {
      readonly kind: "disclosure";
      readonly file: Brought;
      readonly disclosure: Disclosure;
    }
  | { readonly kind: "proof"; readonly file: Brought }
  | { readonly kind: "capture"; readonly file: Brought };

let brought: readonly Brought[] = [];

document.documentElement.lang = language;
document.title = words.title;
document.body.innerHTML = `<h1>${escapeHtml(words.title)}</h1>
<p>${escapeHtml(words.about)}</p>
<p><label>${escapeHtml(words.choose)}: <input type="file" id="files" multiple></label></p>
<p><label>${escapeHtml(words.key)}: <input type="text" id="key" size="60" autocomplete="off" spellcheck="false" aria-describedby="key-about"></label></p>
<p class="below" id="key-about">${escapeHtml(words.keyAbout)}</p>
<div id="answer" role="status"></div>`;

const files = document.querySelector<HTMLInputElement>("#files");
const key = document.querySelector<HTMLInputElement>("#key");
const answer = document.querySelector<HTMLElement>("#answer");

files?.addEventListener("change", () => void take([...(files.files ?? [])]));
key?.addEventListener("change", () => void show());
document.addEventListener("dragover", (drag) => drag.preventDefault());
document.addEventListener("drop", (drop) => {
  drop.preventDefault();
  void take([...(drop.dataTransfer?.files ?? [])]);
});

async function take(given: readonly File[]): Promise<void> {
  if (given.length === 0) return;
  draw(`<p>${escapeHtml(words.reading)}</p>`);
  brought = await Promise.all(
    given.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  await show();
}

function draw(markup: string): void {
  if (answer) answer.innerHTML = markup;
}

async function show(): Promise<void> {
  const found = await Promise.all(brought.map(recognize));
  const captures = found
    .filter(({ kind }) => kind === "capture")
    .map(({ file: { name, bytes } }) => ({ name, sha256: toHex(primitives.sha256(bytes)) }));
  const hasReport = found.some(({ kind }) => kind === "report");
  draw(
    found
      .map((one) => {
        if (one.kind === "report") return showReport(one.opened, one.file, captures);
        if (one.kind === "disclosure") {
          const { ok, lines, below } = showDisclosure(one.disclosure, trusted(), words);
          return `${card(ok, lines)}${below}`;
        }
        if (one.kind === "proof") return showProof(one.file);
        return hasReport ? "" : `<p class="bad">${escapeHtml(words.unknown(one.file.name))}</p>`;
      })
      .join("\n"),
  );
}

async function recognize(file: Brought): Promise<Found> {
  const opened = await openReport(file.bytes);
  if (opened) return { kind: "report", file, opened };
  const disclosure = readDisclosure(file.bytes);
  if (disclosure) return { kind: "disclosure", file, disclosure };
  return { kind: readProof(file.bytes) ? "proof" : "capture", file };
}

const trusted = (): readonly string[] => {
  const given = key?.value.trim() ?? "";
  return given === "" ? [] : [given];
};

function showReport(
  { signed, carrier }: OpenedReport,
  { bytes }: Brought,
  captures: readonly BroughtCapture[],
): string {
  const result = verifyReport(signed, { trusted: trusted(), captures, primitives });
  const { ok, findings, signers, keysAre, facts, checkpoints, witnesses } = result;
  const isSame =
    carrier !== "html" ||
    (["en", "de"] as const).some((one) => renderHtml(signed, one, primitives) === textOf(bytes));
  const lines = [
    ...findings.map(({ what, where }) =>
      [where, words.finding[what]].filter((part) => part !== undefined).join(": "),
    ),
    ...signers.map((one) => `${words.signedBy} ${one.key}`),
    ...(signers.length > 0 ? [keysAre === "trusted" ? words.trusted : words.compare] : []),
    ...checkpoints.map(({ size, origin }) => words.checkpoint(size, origin)),
    ...(checkpoints.length > 0 ? [words.facts(facts.length)] : []),
    ...witnesses.map(({ name, seconds }) =>
      seconds === undefined
        ? words.stranger(name)
        : words.witnessed(name, new Date(seconds * 1000).toISOString()),
    ),
    ...result.captures.map(words.capture),
    ...(isSame ? [] : [words.pageDiffers]),
  ];
  const shown = ok
    ? `<p class="below">${escapeHtml(words.rendered)}</p><hr>${drawBlocks(viewReport(signed, language))}`
    : "";
  return `${card(ok, lines)}${shown}`;
}

function card(ok: boolean, lines: readonly string[]): string {
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("");
  const head = escapeHtml(ok ? words.holds : words.fails);
  return `<section class="verdict ${ok ? "good" : "bad"}" data-ok="${ok}"><b>${head}</b><ul>${items}</ul></section>`;
}

function showProof({ bytes }: Brought): string {
  const proof = readProof(bytes);
  if (!proof) return "";
  const keys = trusted();
  const result = verifyProof(proof, keys.length > 0 ? keys : [proof.key], primitives);
  if (!result.ok)
    return card(
      false,
      result.findings.map((what) => words.proofFinding[what]),
    );
  const shown = Object.entries(result.shown ?? {}).map(
    ([name, value]) => `${name}: ${textFor(value)}`,
  );
  return card(true, [
    words.proof(result.index ?? 0),
    ...shown,
    `${words.signedBy} ${proof.key}`,
    keys.length > 0 ? words.trusted : words.compare,
  ]);
}
