import { readFile, writeFile } from "node:fs/promises";
import { fromBase64, toBase64 } from "@homepoint/base";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly authority?: readonly string[]; readonly json?: true };

export const run: Run<Options> = async ([verb, path, ...more], options, output) => {
  if (path === undefined || more.length > 0 || (verb !== "request" && verb !== "add"))
    throw cliProblem("wrong-usage", { what: "Say request FILE, or add FILE." });
  return verb === "request" ? request(path, options, output) : add(path, options, output);
};

function request(path: string, options: Options, output: Output): Promise<ExitCode> {
  return withHub(options, output, async (client) => {
    const answer = await client.requestStamp();
    const bytes = fromBase64(answer.request) ?? new Uint8Array(); // the hub wrote it
    await writeFile(path, bytes, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EEXIST" ? cliProblem("exists", { path }) : error;
    });
    if (options.json) output.out(JSON.stringify({ file: path, bytes: bytes.length }));
    else {
      output.out(`${path}: a hash, and nothing else. Bring it to a time stamp authority, as in`);
      output.out(
        `  curl -H 'content-type: application/timestamp-query' --data-binary @${path} URL`,
      );
      output.out("and its reply home: homepoint evidence stamp add FILE");
    }
    return exitCodes.done;
  });
}

function add(path: string, options: Options, output: Output): Promise<ExitCode> {
  return withHub(options, output, async (client) => {
    const reply = await readFile(path).catch((cause: unknown) => {
      throw cliProblem("no-file", { path }, { cause });
    });
    const files = options.authority?.map((file) => readFile(file, "utf8"));
    const authorities = files && (await Promise.all(files));
    const stamped = await client.addStamp({
      reply: toBase64(reply),
      ...(authorities ? { authorities } : {}),
    });
    const { size, at, authority, authorityIs } = stamped;
    if (options.json) output.out(JSON.stringify(stamped));
    else {
      output.out(`${authority}: the first ${size} entries were there at ${at.slice(0, 19)}Z.`);
      if (authorityIs === "from-the-reply")
        output.out("The authority's certificate came with the reply: compare it, or --authority.");
    }
    return exitCodes.done;
  });
}
