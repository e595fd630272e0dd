/** Names by which devices find out whether there is a network; they are answered by this box. */
export const captiveHosts: ReadonlySet<string> = new Set([
  "connectivitycheck.gstatic.com",
  "connectivitycheck.android.com",
  "clients3.google.com",
  "play.googleapis.com",
  "captive.apple.com",
  "www.msftconnecttest.com",
  "ipv6.msftconnecttest.com",
  "www.msftncsi.com",
  "dns.msftncsi.com",
  "detectportal.firefox.com",
  "connect.rom.miui.com",
  "connectivitycheck.platform.hicloud.com",
]);

export type CaptiveAnswer = { readonly status: number; readonly body: string };

const apple = "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>";
const answers: Readonly<Record<string, CaptiveAnswer>> = {
  "/generate_204": { status: 204, body: "" },
  "/gen_204": { status: 204, body: "" },
  "/hotspot-detect.html": { status: 200, body: apple },
  "/library/test/success.html": { status: 200, body: apple },
  "/connecttest.txt": { status: 200, body: "Microsoft Connect Test" },
  "/ncsi.txt": { status: 200, body: "Microsoft NCSI" },
  "/success.txt": { status: 200, body: "success\n" },
  "/canonical.html": {
    status: 200,
    body: '<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>',
  },
};

/** What the device hopes to hear; undefined where the request is none of these checks. */
export function answerCaptive(host: string, path: string): CaptiveAnswer | undefined {
  const plain = host.toLowerCase().replace(/:80$/, "");
  if (!captiveHosts.has(plain)) return undefined;
  const [bare = ""] = path.split("?");
  return (
    answers[bare] ?? (plain === "captive.apple.com" ? { status: 200, body: apple } : undefined)
  );
}
