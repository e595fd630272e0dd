import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Authority = {
  readonly folder: string;
  /** The root's certificate, PEM. */
  readonly root: string;
  readonly stamp: (request: Uint8Array) => Uint8Array;
};

/** Kinds of keys, as `openssl req -newkey` names them. */
export type KeyKind = "rsa:2048" | "ec:P-256" | "ec:P-384";

const uses = {
  stamping: "critical,timeStamping",
  "stamping, not critical": "timeStamping",
  "something else": "critical,codeSigning",
} as const;

/** For tests: a root, and under it an authority that stamps time, both made by openssl. */
export function makeAuthority(
  folder: string,
  kind: KeyKind = "rsa:2048",
  use: keyof typeof uses = "stamping",
): Authority {
  mkdirSync(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const [type, size] = kind.split(":") as [string, string];
  const newKey =
    type === "rsa" ? ["-newkey", kind] : ["-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${size}`];
  writeFileSync(path("serial"), "01\n");
  writeFileSync(
    path("ts.cnf"),
    `[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamping]
basicConstraints = CA:FALSE
extendedKeyUsage = ${uses[use]}
[tsa]
default_tsa = here
[here]
serial = ./serial
signer_cert = ./tsa.pem
signer_key = ./tsa.key
certs = ./root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`,
  );
  const request = ["req", "-config", "ts.cnf", ...newKey, "-nodes"];
  const root = ["-x509", "-days", "30", "-subj", "/O=Made/CN=Made root", "-extensions", "root"];
  openssl(...request, ...root, "-keyout", "root.key", "-out", "root.pem");
  openssl(...request, "-subj", "/O=Made/CN=Made time", "-keyout", "tsa.key", "-out", "tsa.csr");
  const signing = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "20"];
  const extensions = ["-extfile", "ts.cnf", "-extensions", "stamping"];
  openssl("x509", "-req", "-in", "tsa.csr", ...signing, ...extensions, "-out", "tsa.pem");
  return {
    folder,
    root: readFileSync(path("root.pem"), "utf8"),
    stamp(request) {
      writeFileSync(path("request.tsq"), request);
      const reply = ["-config", "ts.cnf", "-queryfile", "request.tsq", "-out", "reply.tsr"];
      openssl("ts", "-reply", ...reply);
      return new Uint8Array(readFileSync(path("reply.tsr")));
    },
  };
}
