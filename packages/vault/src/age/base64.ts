import { base64nopad } from "@scure/base";

/** RFC 4648 §4 without padding: how age writes bytes as text. */
export function toRawBase64(bytes: Uint8Array): string {
  return base64nopad.encode(bytes);
}

/** Undefined for padding, other characters, and stray bits at the end. */
export function fromRawBase64(text: string): Uint8Array | undefined {
  try {
    return base64nopad.decode(text);
  } catch {
    return undefined;
  }
}
