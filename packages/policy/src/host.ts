const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const localSuffixes = [".local", ".lan", ".internal", ".home.arpa"];

/** Lower case, no final dot; undefined where it is neither a name nor an address. */
export function normalHost(host: string): string | undefined {
  if (host.length === 0 || host.length > 254) return undefined;
  const lower = host.toLowerCase().replace(/\.$/, "");
  if (isIpv4(lower) || isIpv6(lower)) return lower;
  const labels = lower.split(".");
  if (!labels.every((part) => label.test(part))) return undefined;
  // Names that end in a number are read as addresses by some programs and not by others.
  return /^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "") ? undefined : lower;
}

/** Whether a normal host is on this machine or network whoever resolves it. */
export function isLocalHost(host: string): boolean {
  if (isIpv4(host)) return isLocalIpv4(host);
  if (isIpv6(host)) return host === "::1" || /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host);
  return host === "localhost" || localSuffixes.some((suffix) => host.endsWith(suffix));
}

function isIpv4(host: string): boolean {
  const parts = host.split(".");
  return (
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part < 256)
  );
}

function isIpv6(host: string): boolean {
  return /^[0-9a-f:]{2,39}$/.test(host) && host.includes(":") && URL.canParse(`http://[${host}]/`);
}

/** RFC 1918, RFC 3927, loopback. */
function isLocalIpv4(host: string): boolean {
  const [a, b] = host.split(".").map(Number);
  if (a === 10 || a === 127) return true;
  if (a === 172) return b !== undefined && b >= 16 && b < 32;
  return (a === 192 && b === 168) || (a === 169 && b === 254);
}
