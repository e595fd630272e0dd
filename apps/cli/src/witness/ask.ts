import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { lanAddress } from "../evidence/lan.ts";
import { cliProblem } from "../problems.ts";

export type Answered = { readonly status: number; readonly text: string };

const patienceMs = 10_000;
const longestAnswer = 64 * 1024;

/** Posts an offer to a witness of the local network. @throws cli/not-local, cli/no-answer */
export async function postOffer(url: URL, offer: string, ca?: Buffer): Promise<Answered> {
  const { address, family } = await lanAddress(url.hostname);
  const target = new URL("add-checkpoint", url.href.endsWith("/") ? url : `${url.href}/`);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(cliProblem("no-answer", { url: url.href }, { cause }));
    const asked = request(
      target,
      {
        method: "POST",
        headers: { "content-type": "text/plain; charset=utf-8" },
        timeout: patienceMs,
        // What was judged is what is connected to.
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
        ...(ca ? { ca } : {}),
      },
      (response) => {
        const blocks: Buffer[] = [];
        let length = 0;
        response.on("data", (block: Buffer) => {
          length += block.length;
          if (length > longestAnswer) asked.destroy(new Error("too long"));
          else blocks.push(block);
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text: String(Buffer.concat(blocks)) }),
        );
        response.on("error", fail);
      },
    );
    asked.on("timeout", () => asked.destroy(new Error("no answer in time")));
    asked.on("error", fail);
    asked.end(offer);
  });
}
