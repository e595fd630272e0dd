import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { reportWords } from "@homepoint/inspect";
import type { Mode } from "@homepoint/policy";
import { answerCaptive } from "../names/captive.ts";
import type { Judged } from "../flows/judge.ts";
import type { MapShelf } from "../maps/map-shelf.ts";
import { answerMaps } from "../maps/serve-maps.ts";
import { normalAddress } from "../names/normal-address.ts";
import { languageOf, words, type Words } from "./words.ts";

export type PageParts = {
  readonly nameOf: (address: string) => Promise<string>;
  readonly modeOf: (client: string) => Mode;
  readonly judged: () => readonly Judged[];
  readonly isOpen: () => boolean;
  /** Regions that lie on this box. */
  readonly maps: MapShelf;
};

/** What the pilot sees of the gateway: the mode, what was tried, what passed. Nobody else's. */
export function servePage(parts: PageParts): Server {
  return createServer((request, response) => {
    answer(request, response, parts).catch(() => response.destroy());
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: PageParts,
): Promise<void> {
  const { host = "" } = request.headers;
  const captive = answerCaptive(host, request.url ?? "/");
  if (captive) {
    response.writeHead(captive.status, { "content-type": "text/html" });
    return void response.end(captive.body);
  }
  if (await answerMaps(request, response, parts.maps)) return;
  const client = await parts.nameOf(normalAddress(request.socket.remoteAddress ?? ""));
  const own = parts.judged().filter(({ attempt }) => attempt.subject.id === client);
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  const language = languageOf(request.headers["accept-language"]);
  const page = { own, mode: parts.modeOf(client), isOpen: parts.isOpen(), language };
  response.end(writePage(page, words[language]));
}

type Page = {
  readonly own: readonly Judged[];
  readonly mode: Mode;
  readonly isOpen: boolean;
  readonly language: keyof typeof words;
};

const style =
  ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:48rem;padding:1rem}" +
  "h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}td,th{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top}" +
  "td{overflow-wrap:anywhere}td:first-child{white-space:nowrap}.mode{font-size:1.2rem;font-weight:600}";

function writePage({ own, mode, isOpen, language }: Page, say: Words): string {
  const passed = own.filter(({ verdict }) => verdict.allowed);
  const refused = own.filter(({ verdict }) => !verdict.allowed);
  const rows = (judged: readonly Judged[]) => tableOf(judged, language);
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Homepoint</title>`,
    `<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">`,
    `<style>${style}</style></head><body><h1>${say.title}</h1>`,
    `<p class="mode">${say.modes[mode]}</p><p>${isOpen ? say.alive : say.closed}</p>`,
    `<h2>${say.refused}</h2>${rows(refused)}<h2>${say.passed}</h2>${rows(passed)}`,
    "</body></html>",
  ].join("\n");
}

const mostRows = 25;

function tableOf(judged: readonly Judged[], language: Page["language"]): string {
  const say = words[language];
  const names = reportWords[language].names.service;
  if (judged.length === 0) return `<p>${say.nothing}</p>`;
  const cells = judged
    .toReversed()
    .slice(0, mostRows)
    .map(({ at, attempt, verdict }) => {
      const { service, owner = say.unknown } = verdict;
      const about = service === undefined ? owner : names[service];
      return `<tr><td>${at.slice(11, 19)}</td><td>${escapeText(attempt.host)}</td><td>${escapeText(about)}</td></tr>`;
    });
  return `<table><tr>${say.heads.map((head) => `<th>${head}</th>`).join("")}</tr>${cells.join("")}</table>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
