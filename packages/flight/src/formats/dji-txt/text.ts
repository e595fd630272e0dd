import { textOf } from "@homepoint/base";

/** UTF-8 up to the first NUL; what is not UTF-8 becomes U+FFFD. Empty text is undefined. */
export function readText(bytes: Uint8Array, at: number, length: number): string | undefined {
  const whole = bytes.subarray(at, at + length);
  const end = whole.indexOf(0);
  return textOf(end < 0 ? whole : whole.subarray(0, end)).trim() || undefined;
}

/**
 * A serial number: printable ASCII up to the first other byte. Some apps leave the rest of a longer
 * string, or garbage, behind it. Nothing but zeros is none.
 */
export function readSerial(bytes: Uint8Array, at: number, length: number): string | undefined {
  let text = "";
  for (const byte of bytes.subarray(at, at + length)) {
    if (byte < 0x21 || byte > 0x7e) break;
    text += String.fromCharCode(byte);
  }
  return /^0*$/.test(text) ? undefined : text;
}
