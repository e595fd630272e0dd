// Answers of a hub for pictures of what seldom is: many tries, a seal, a clock that is behind.
import type { Page } from "playwright-core";

type Answer = Record<string, unknown>;

/** What a hub answers under these paths is changed before the page sees it; a number is an error. */
export type Answers = Readonly<Record<string, number | ((answer: Answer) => Answer)>>;

export async function changeAnswers(page: Page, answers: Answers): Promise<void> {
  for (const [path, change] of Object.entries(answers))
    await page.route(
      ({ pathname }) =>
        path.endsWith("*") ? pathname.startsWith(path.slice(0, -1)) : pathname === path,
      async (route) => {
        if (route.request().method() !== "GET") return route.continue();
        if (typeof change === "number")
          return route.fulfill({
            status: change,
            contentType: "application/problem+json",
            json: { type: "about:blank", code: "api/broken", reference: "0000", status: change },
          });
        const response = await route.fetch();
        const isJson = response.headers()["content-type"]?.includes("json") === true;
        if (!isJson) return route.fulfill({ response });
        return route.fulfill({ response, json: change((await response.json()) as Answer) });
      },
    );
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const client = (id: string) => ({ kind: "client", id });

const hosts = [
  ["api.mapbox.com", "Mapbox", ["maps"]],
  ["mydjiflight.dji.com", "DJI", ["flight-record-sync"]],
  ["connectivitycheck.gstatic.com", "Google", []],
  ["statistical-report.djiservice.org", "DJI", []],
  ["a-very-long-name-that-nobody-knows-0123456789.eu-central-1.compute.example.com", null, []],
  ["ntp.ubuntu.com", null, ["time"]],
] as const;

const tries = hosts.flatMap(([host, owner, services], at) =>
  ["Tablet 1", "RC Plus of the north team"].map((subject, which) => ({
    subject: client(subject),
    host,
    owner,
    because: "not-granted",
    count: 3 + at * 17 * (which + 1),
    gateway: which === 0 ? "field 1" : null,
    lastAt: ago(at * 37 + which * 11 + 2),
    services: [...services],
    stays: services.length > 0 ? null : "nothing-known",
  })),
);

const counts = Array.from({ length: 48 }, (_, at) =>
  Math.max(0, Math.round(30 * Math.sin(at / 5))),
);

export const manyTries: Answers = {
  "/api/mode/refused": (answer) => ({
    ...answer,
    tries,
    passed: [
      {
        gateway: "field 1",
        client: "Tablet 1",
        host: "time.cloudflare.com",
        service: "time",
        count: 12,
        bytesUp: 912,
        bytesDown: 912,
        lastAt: ago(4),
      },
    ],
    overTime: { from: ago(48 * 60), until: ago(0), refused: counts },
  }),
};

const told = {
  version: "0.1.0",
  isOpen: true,
  rules: "intact",
  policy: {
    mode: "local-data",
    found: "read",
    counter: 4,
    lock: "open",
    seal: null,
    waiting: null,
  },
  observing: [],
  clock: { source: "witness", at: ago(0) },
  unrecorded: 0,
  evidence: { generation: 1, size: 412, checkpoint: "" },
};
const gateway = {
  id: "1",
  name: "field 1",
  state: "joined",
  madeAt: ago(9000),
  expiresAt: null,
  joinedAt: ago(8000),
  lastSeenAt: ago(0),
  told,
  hasPolicy: true,
  evidence: { generation: 1, size: 412, witnessedAt: ago(3), broken: null },
  uncoveredSeconds: 0,
};

export const someGateways: Answers = {
  "/api/gateways": (answer) => ({
    ...answer,
    gateways: [
      gateway,
      {
        ...gateway,
        id: "2",
        name: "van",
        lastSeenAt: ago(600),
        hasPolicy: false,
        uncoveredSeconds: 36_000,
        told: { ...told, policy: { ...told.policy, waiting: 5 }, observing: ["Tablet 1"] },
      },
      {
        ...gateway,
        id: "3",
        name: "roof",
        told: { ...told, isOpen: false, rules: "changed", unrecorded: 3 },
        evidence: { ...gateway.evidence, broken: "rolled-back" },
      },
      {
        ...gateway,
        id: "4",
        name: "new one",
        state: "invited",
        told: null,
        lastSeenAt: null,
        expiresAt: ago(-600),
      },
    ],
  }),
};

function describe(answer: Answer, change: (description: Answer) => Answer): Answer {
  return { ...answer, description: change(answer["description"] as Answer) };
}

const span = { from: ago(60), until: ago(-180) };

export const restricted: Answers = {
  "/api/mode": (answer) =>
    describe(answer, (description) => ({
      ...description,
      mode: "restricted",
      modeInForce: "restricted",
      lock: "password",
      grants: (["maps", "rtk", "weather"] as const).map((service, at) => ({
        service,
        subject: client("Tablet 1"),
        why: ["survey of the dam", "", "wind"][at] ?? "",
        span: at === 1 ? null : span,
        state: at === 2 ? "clock-behind" : "in-force",
      })),
      standard: {
        clients: ["Tablet 1", "RC Plus of the north team"],
        span,
        state: "in-force",
      },
    })),
};

const key = (name: string, successor: boolean) => ({
  name,
  fingerprint: `${name}+1a2b3c4d`,
  successor: successor ? { name: `${name}-2`, fingerprint: "9f8e7d6c" } : null,
});

export const sealed: Answers = {
  "/api/mode": (answer) =>
    describe(answer, (description) => ({
      ...description,
      lock: "sealed",
      services: (description["services"] as Answer[]).map((one) => ({ ...one, switch: "sealed" })),
    })),
  "/api/seal": (answer) => ({
    ...answer,
    isSealed: true,
    counter: 7,
    threshold: 2,
    keys: [key("ann", true), key("ben", true), key("cyd", false)],
    catalogue: { ...(answer["catalogue"] as Answer), isSame: true },
    versions: { here: "0.1.0", approved: ["0.1.0", "0.2.0"], isApproved: true },
    places: ["file", "note", "keys", "last-fact"].map((place) => ({ place, counter: 7 })),
    refusals: ["older", "too-few-signatures"].map((because, at) => ({
      entry: at,
      at: ago(at * 900 + 20),
      by: "Ada Example",
      kind: "seal",
      because,
    })),
  }),
};

export const clockBehind: Answers = {
  "/api/clock": (answer) => ({ ...answer, isBehind: true, latestFactAt: ago(-300) }),
};

export const clockSealed: Answers = {
  ...sealed,
  "/api/clock": (answer) => ({
    ...answer,
    isBehind: true,
    latestFactAt: ago(-300),
    needs: "signatures",
    threshold: 2,
    signers: ["ann", "ben", "cyd"],
  }),
};

export const someMissions: Answers = {
  "/api/missions": (answer) => ({
    ...answer,
    missions: (["in-force", "planned", "waiting", "ended"] as const).map((state, at) => ({
      id: String(at),
      name: ["Dam, north side", "Harbour", "Power line 12", "Fields"][at],
      from: ago(100 - at * 300),
      until: ago(-100 - at * 300),
      endedAt: state === "ended" ? ago(4) : null,
      sensitivity: (["secret", "confidential", "internal", "open"] as const)[at],
      asks: at === 3 ? null : { mode: at === 0 ? "offline" : "local-data", services: ["time"] },
      devices: [],
      state,
      by: "Ada Example",
    })),
  }),
};

export const someWaiting: Answers = {
  "/api/mode": (answer) => ({
    ...answer,
    waiting: [
      {
        id: "1",
        wish: { kind: "revoke", service: "rtk", subject: client("Tablet 1") },
        by: "Ada Example",
        until: ago(-40),
        why: "",
      },
    ],
  }),
};

const reasons = {
  held: [
    { code: "granted", device: "Tablet 1", service: "time", bytes: 912 },
    { code: "refused", device: "Tablet 1", count: 214 },
    { code: "attested", device: "RC Plus", way: "sim" },
  ],
  "not-held": [
    {
      code: "passed-not-allowed",
      device: "Tablet 1",
      service: "flight-record-sync",
      bytes: 81_234,
    },
    { code: "unseen", device: "Tablet 1", seconds: 420 },
    { code: "refused", device: "Tablet 1", count: 12 },
    { code: "later", device: "Tablet 1", seconds: 3600, bytes: 1200 },
  ],
} as const;

export const proved = (verdict: keyof typeof reasons): Answers => ({
  "/api/flights/*": (answer) =>
    "proved" in answer
      ? {
          ...answer,
          proved: {
            verdict,
            reasons: reasons[verdict],
            devices: ["Tablet 1", "RC Plus"],
            seconds: 1500,
            coveredSeconds: verdict === "held" ? 1500 : 1080,
            refused: verdict === "held" ? 214 : 12,
            bytesOut: verdict === "held" ? 912 : 82_434,
          },
        }
      : answer,
});

export const broken: Answers = { "/api/mode": 500, "/api/gateways": 500 };
