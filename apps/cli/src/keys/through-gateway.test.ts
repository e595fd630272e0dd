import { spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { utf8 } from "@homepoint/base";
import { readAnswerFile, requestBody, writeRequestFile, type KeyRequest } from "@homepoint/flight";
import { askStatus } from "@homepoint/gateway";
import { defaultPolicy, type Policy } from "@homepoint/policy";
import { chainsJson, makeChain, standInAppKey } from "@homepoint/testdata";
import { X25519Identity } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packetsWhile, strangers } from "../../../../packages/gateway/src/testing/judge-window.ts";
import {
  hosts,
  Lab,
  outside,
  pause,
  whyNoLab,
} from "../../../../packages/gateway/src/testing/lab.ts";
import { allowedBy } from "../../../../packages/gateway/src/testing/policies.ts";
import { readFacts } from "../../../../packages/gateway/src/testing/read-facts.ts";
import { command, ended, newFolder } from "../testing/command.ts";

// The whole way of a request for keys: a command in a namespace with nothing in it, its outlet's socket
// file, an outlet whose only network is a gateway, the gateway's proxy, the maker.

const reason = whyNoLab();
if (reason !== undefined)
  console.warn(`SKIPPED: no key is fetched through a gateway in network namespaces: ${reason}`);

const machine = { kind: "client", id: "tablet" } as const; // as the lab calls what is behind a gateway
// The maker answers for activation at the same name, and on the wire nobody can tell which it is.
const granted: Policy = {
  ...defaultPolicy,
  counter: 2,
  mode: "restricted",
  grants: (["log-keys", "activation"] as const).map((service) => ({
    service,
    subject: machine,
    by: "ann",
    why: "keys",
  })),
};
const chain = makeChain(7);
const request: KeyRequest = {
  version: 4,
  department: 3,
  keychainsArray: [
    chain.map(({ featurePoint, sealed }) => ({
      featurePoint: `FR_Standardization_Feature_Base_${featurePoint}`,
      aesCiphertext: Buffer.from(sealed).toString("base64"),
    })),
  ],
};

describe.skipIf(reason !== undefined)(
  `keys fetched through outlet and gateway${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    let lab: Lab;
    let folder: string;
    let told = "";
    const at = (name: string) => join(folder, name);

    /** In a namespace with nothing in it, not even a loopback that is up. */
    function fetchKeys(answers: string) {
      const words = ["keys", "fetch", at("requests.json"), "--output", at(answers), "--yes"];
      const given = ["--key-file", at("app-key"), "--data", at("nothing"), "--outlet", at("sock")];
      return ended(
        spawn("unshare", ["--net", process.execPath, command, ...words, ...given], {
          env: { ...process.env, NODE_EXTRA_CA_CERTS: at("cert.pem") },
        }),
      );
    }

    beforeAll(async () => {
      folder = await newFolder();
      lab = await Lab.make();
      makeFiles(folder);
      const maker = lab.start(lab.internet, [
        process.execPath,
        fileURLToPath(new URL("../testing/key-server.mjs", import.meta.url)),
        folder,
        "9443",
      ]);
      maker.stdout.on("data", (text) => (told += String(text)));
      const turn = (family: string, address: string) =>
        `nft add rule inet keys turned ${family} daddr ${address} tcp dport 443 redirect to :9443`;
      await lab.sh(
        lab.internet,
        `nft add table inet keys; nft add chain inet keys turned '{ type nat hook prerouting priority dstnat; }'; ${turn("ip", outside.keys.four)}; ${turn("ip6", outside.keys.six)}`,
      );
      await expectSoon(() => told.includes("ready"));
      await lab.startGateway({ ...defaultPolicy, counter: 1 });
      const outlet = ["outlet", "--listen", at("sock"), "--to", `${hosts.keys}:443`];
      const child = lab.start(lab.phone, [process.execPath, command, ...outlet]);
      await new Promise((resolve) => child.stdout.once("data", resolve));
    }, 120_000);
    afterAll(async () => {
      await lab?.stopGateway();
      lab?.remove();
    });

    test("the gateway refuses what it was not granted, and nobody out there hears of it", async () => {
      const seen = await packetsWhile(lab.capture, async () => {
        const { code, err } = await fetchKeys("refused.jsonl");
        expect(code).toBe(1);
        expect(err).toMatch(/There is no connection to dev\.dji\.com/);
      });
      expect(seen).toEqual([]);
      expect(told).toBe("ready\n");
    });

    test("what was granted passes, to the maker alone, and is on record here and there", async () => {
      lab.givePolicy(granted);
      await expectSoon(async () => (await askStatus(lab.gatewayFolder)).grants.length > 0);
      const seen = await packetsWhile(lab.capture, async () => {
        const { code, err } = await fetchKeys("answers.jsonl");
        expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
      });
      expect(strangers(seen, allowedBy(granted))).toEqual([]);
      expect(told).toBe(`ready\n${hosts.keys} ${requestBody(request)}\n`);
      expect(readAnswerFile(readFileSync(at("answers.jsonl"))).answers).toHaveLength(1);
      expect(JSON.parse(readFileSync(at("answers.jsonl.facts"), "utf8"))).toMatchObject({
        by: "keys-fetch",
        verdict: { allowed: true, because: "granted" },
      });
      await lab.stopGateway();
      const facts = (await readFacts(join(lab.gatewayFolder, "evidence"), lab.identity)) ?? [];
      const verdicts = facts.flatMap((fact) =>
        fact.kind === "verdict" && fact.attempt.kind === "connection"
          ? [`${fact.attempt.subject.id} ${fact.attempt.host} ${fact.verdict.because}`]
          : [],
      );
      expect(verdicts).toContain(`tablet ${hosts.keys} granted`);
      expect(verdicts).toContain(`tablet ${hosts.keys} not-in-this-mode`);
    });
  },
);

function makeFiles(folder: string): void {
  const at = (name: string) => join(folder, name);
  const key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem";
  const names = `-subj /CN=${hosts.keys} -addext subjectAltName=DNS:${hosts.keys}`;
  const line = `openssl req -x509 -days 2 ${key} ${names} -out cert.pem`;
  const made = spawnSync("sh", ["-c", line], { cwd: folder });
  expect(made.status).toBe(0);
  writeFileSync(
    at("answer.json"),
    `{"result":{"code":0,"msg":"OK"},"data":${chainsJson([chain])}}`,
  );
  writeFileSync(at("app-key"), `${standInAppKey}\n`);
  const recipient = X25519Identity.create(nodePrimitives).recipient.toString();
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const requests = [{ ticket: "7".repeat(32), request }];
  writeFileSync(at("requests.json"), utf8(writeRequestFile({ recipient, until, requests })));
}

/** Waits for what is about to be, as long as the test has time. */
async function expectSoon(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await Promise.resolve(holds()).catch(() => false))) await pause(50);
}
