import { randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { equalSecrets, fromBase64, toBase64 } from "@homepoint/base";

const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt);
const usualWorkFactor = 17; // OWASP's cheat sheet on storing passwords: N = 2^17, r = 8, p = 1
const largestWorkFactor = 20;
const length = 32;

/** What a policy's password is checked with later. It opens nothing. */
export async function makePolicyPassword(
  password: string,
  workFactor = usualWorkFactor,
): Promise<string> {
  const salt = randomBytes(16);
  const hash = await stretch(password, salt, workFactor);
  return ["scrypt", workFactor, toBase64(salt), toBase64(hash)].join("$");
}

/** False as well where nothing could ever fit. */
export async function checkPolicyPassword(password: string, kept: string): Promise<boolean> {
  const [kind, factor, saltText = "", hashText = ""] = kept.split("$");
  const [workFactor, salt, hash] = [Number(factor), fromBase64(saltText), fromBase64(hashText)];
  const isKnown = kind === "scrypt" && workFactor >= 1 && workFactor <= largestWorkFactor;
  if (!isKnown || !Number.isInteger(workFactor) || !salt || hash?.length !== length) return false;
  return equalSecrets(await stretch(password, salt, workFactor), hash);
}

function stretch(password: string, salt: Uint8Array, workFactor: number): Promise<Buffer> {
  const cost = 2 ** workFactor;
  return derive(password.normalize("NFKC"), salt, length, {
    cost,
    blockSize: 8,
    parallelization: 1,
    maxmem: 256 * 8 * cost,
  });
}
