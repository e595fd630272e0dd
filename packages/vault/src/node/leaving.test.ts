import { toHex, utf8 } from "@homepoint/base";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Inbox } from "../inbox/inbox.ts";
import {
  clock,
  contentOf,
  isSame,
  newVault,
  passphrase,
  payloadOf,
  primitives,
} from "../test-vault.contract.ts";
import { hasAge, hasScript, onlyWith, run, withAge, withScript } from "./age-command.contract.ts";
import { newFolder } from "./new-folder.contract.ts";
import { openFolderHome } from "./folder-home.ts";

/** age, and what every system has. */
const scriptNeeds = "age base64 basename cat cut mkdir mv rm sed sha256sum tail tr".split(" ");

const script = join(import.meta.dirname, "../../../../tools/open-vault.sh");

/** A vault in a folder, its identity in a file, and a folder to open it into. */
async function newFolderVault() {
  const folder = await newFolder("vault");
  const made = await newVault(await openFolderHome(folder));
  const identity = join(await newFolder("identity"), "identity.txt");
  await writeFile(identity, made.keyFile, { mode: 0o600 });
  return { ...made, folder, identity, out: join(await newFolder("opened"), "out") };
}

const label = (name: string) => ({ name, kind: "log", source: "a test" });

describe.skipIf(!hasAge)(`without Homepoint${withAge}`, () => {
  test("docs/formats/ring.md §6: cat and age open an object", async () => {
    const { vault, home, folder, identity } = await newFolderVault();
    const content = contentOf(1, 200_000);
    const { id } = await vault.seal(content, label("flight.txt"));
    const payload = await payloadOf(home, id);
    const entry = join(folder, "ring", id.slice(0, 2), id);
    const sealed = join(folder, "payloads", payload.slice(0, 2), payload);
    const command = `cat '${entry}' '${sealed}' | age -d -i '${identity}'`;
    const shell = await onlyWith(["cat", "age"]);
    const { status, output, errors } = await shell("-c", command);
    expect({ status, errors }).toEqual({ status: 0, errors: "" });
    expect(isSame(output, content)).toBe(true);
    expect((await shell("-c", "sed --version")).status).toBe(127);
  });

  test.skipIf(!hasScript)(
    `the passphrase, cat and age are enough, from the passphrase to the log${withScript}`,
    async () => {
      const { vault, home, folder } = await newFolderVault();
      const content = contentOf(2, 200_000);
      const { id } = await vault.seal(content, label("flight.txt"));
      const payload = await payloadOf(home, id);
      const entry = join(folder, "ring", id.slice(0, 2), id);
      const sealed = join(folder, "payloads", payload.slice(0, 2), payload);
      const out = await newFolder("opened");
      const [identity, opened] = [join(out, "identity.txt"), join(out, "flight.txt")];
      const lines = [
        `age -d -o '${identity}' '${join(folder, "identity.age")}'`,
        `cat '${entry}' '${sealed}' | age -d -i '${identity}' > '${opened}'`,
      ];
      // age asks for a passphrase at a terminal and nowhere else; script has one.
      const shell = await onlyWith(["cat", "age", "script"]);
      const typed = `echo '${passphrase}' | script -qec "${lines.join(" && ")}" /dev/null`;
      const { status } = await shell("-c", typed);
      expect(status).toBe(0);
      expect(isSame(await readFile(opened), content)).toBe(true);
    },
  );

  test("docs/formats/ring.md §6: sed, base64 and age open an About", async () => {
    const { vault, folder, identity } = await newFolderVault();
    const { id, sha256 } = await vault.seal(utf8("content"), label("flight.txt"));
    const entry = join(folder, "ring", id.slice(0, 2), id);
    const command = `text=$(sed -n '/^-> homepoint\\/ring /,/^--- /p' '${entry}' | sed '1d;$d' | tr -d '\\n')
      printf '%s===' "$text" | base64 -d 2>/dev/null | tail -c +33 | age -d -i '${identity}'`;
    const { output } = await run("sh", ["-c", command]);
    expect(JSON.parse(Buffer.from(output).toString())).toEqual({
      ...label("flight.txt"),
      takenInAt: "2026-01-02T03:04:05.678Z",
      size: 7,
      sha256,
    });
  });

  test("what a vault derived and resealed opens with cat and age as well", async () => {
    const { vault, home, folder, identity } = await newFolderVault();
    const { id } = await vault.seal(utf8("content"), label("flight.txt"));
    await vault.sealDerived({ id, kind: "columns", bytes: utf8("columns") });
    await vault.reseal(id);
    for (const [name, content] of [
      [id, "content"],
      [`${id}.columns`, "columns"],
    ] as const) {
      const payload = await payloadOf(home, name);
      const sealed = join(folder, "payloads", payload.slice(0, 2), payload);
      const entry = join(folder, "ring", id.slice(0, 2), name);
      const command = `cat '${entry}' '${sealed}' | age -d -i '${identity}'`;
      expect((await run("sh", ["-c", command])).output).toEqual(utf8(content));
    }
  });

  test("tools/open-vault.sh opens every object, whatever its name, and what waits in the inbox", async () => {
    const { vault, home, folder, identity, out } = await newFolderVault();
    const names = [
      "DJIFlightRecord_2026-01-02_[03-04-05].txt",
      'quotes " and \\ backslashes',
      "../../escape",
      ".hidden",
      "-rf",
      "héllo wörld 飞行.txt",
      "line\nbreak\ttab",
      "",
      '","name":"other","sha256":"00","size":',
    ];
    const contents = new Set<string>();
    const sealAs = async (name: string, seed: number) => {
      const content = contentOf(seed, 70_000 * (seed % 3) + seed);
      contents.add(toHex(primitives.sha256(content)));
      return { content, label: label(name) };
    };
    for (const [seed, name] of [...names, ...names].entries()) {
      const one = await sealAs(name, seed);
      const { id } = await vault.seal(one.content, one.label);
      await vault.sealDerived({ id, kind: "columns", bytes: utf8("columns") });
    }
    const inbox = await Inbox.open({ home, primitives, clock });
    const waiting = await sealAs("from the inbox", 100);
    await inbox.seal(waiting.content, waiting.label);

    const shell = await onlyWith(scriptNeeds);
    const { status, output, errors } = await shell(script, folder, identity, out);
    expect({ status, errors }).toEqual({ status: 0, errors: "" });
    expect(Buffer.from(output).toString()).toBe("19 opened, 0 not\n");
    const opened = await readdir(out);
    expect(opened).toHaveLength(19);
    for (const name of ["DJIFlightRecord_2026-01-02_[03-04-05].txt", "_hidden", "_rf"])
      expect(opened).toContain(name);
    for (const name of ['quotes " and \\ backslashes', "héllo wörld 飞行.txt", "from the inbox"])
      expect(opened).toContain(name);
    const hashes = await Promise.all(
      opened.map(async (name) => toHex(primitives.sha256(await readFile(join(out, name))))),
    );
    expect(new Set(hashes)).toEqual(contents);
  });

  test("tools/open-vault.sh says what it could not open, and opens the rest", async () => {
    const { vault, home, folder, identity, out } = await newFolderVault();
    await vault.seal(utf8("good"), label("good"));
    const { id } = await vault.seal(utf8("bad"), label("bad"));
    await home.payloads.delete(await payloadOf(home, id));
    const { status, output, errors } = await run("sh", [script, folder, identity, out]);
    expect(status).toBe(1);
    expect(Buffer.from(output).toString()).toBe("1 opened, 1 not\n");
    expect(errors).toContain(`not opened: ${join(folder, "ring", id.slice(0, 2), id)}`);
    expect(await readdir(out)).toEqual(["good"]);
  });

  test("tools/open-vault.sh opens an empty vault to nothing", async () => {
    const { folder, identity, out } = await newFolderVault();
    const { status, output } = await run("sh", [script, folder, identity, out]);
    expect({ status, output: Buffer.from(output).toString() }).toEqual({
      status: 0,
      output: "0 opened, 0 not\n",
    });
  });

  test("tools/open-vault.sh says how it is used", async () => {
    const { status, errors } = await run("sh", [script, "only-one"]);
    expect({ status, errors }).toEqual({
      status: 2,
      errors: "usage: open-vault.sh DIR IDENTITY OUT\n",
    });
  });

  test("identity.age and keys.age open with age and a key file", async () => {
    const { vault, folder, identity } = await newFolderVault();
    const { output } = await run("age", ["-d", "-i", identity, join(folder, "keys.age")]);
    const keys = JSON.parse(Buffer.from(output).toString()) as Record<string, unknown>;
    expect(keys).toMatchObject({ version: 1, installationId: vault.installationId });
  });
});
