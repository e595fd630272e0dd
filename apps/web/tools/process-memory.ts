import { readdir, readFile } from "node:fs/promises";

/**
 * The most memory that any page's process under this one ever held, in bytes; 0 where the machine
 * does not tell (only Linux does).
 */
export async function peakOfRenderers(): Promise<number> {
  const processes = await listProcesses();
  const parents = new Map(processes.map(({ id, parent }) => [id, parent]));
  const peaks = processes
    .filter(({ command }) => command.includes("--type=renderer"))
    .filter(({ id }) => isUnder(id, parents))
    .map(({ peak }) => peak);
  return Math.max(0, ...peaks);
}

function isUnder(id: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = id; at > 1; at = parents.get(at) ?? 0) if (at === process.pid) return true;
  return false;
}

type Running = {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
  readonly peak: number;
};

async function listProcesses(): Promise<readonly Running[]> {
  const names = await readdir("/proc").catch(() => []);
  const all = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readProcess));
  return all.flatMap((one) => one ?? []);
}

/** Undefined for one that has ended. */
async function readProcess(name: string): Promise<Running | undefined> {
  const read = (what: string) => readFile(`/proc/${name}/${what}`, "utf8").catch(() => undefined);
  const [status, command] = await Promise.all([read("status"), read("cmdline")]);
  if (status === undefined || command === undefined) return undefined;
  const number = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  return { id: Number(name), parent: number("PPid"), command, peak: number("VmHWM") * 1024 };
}
