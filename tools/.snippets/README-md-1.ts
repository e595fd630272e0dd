import { createClient } from "@homepoint/sdk";

const hub = createClient((path, init) =>
  fetch(`http://localhost:4780${path}`, {
    ...init,
    headers: { ...Object.fromEntries(new Headers(init.headers)), authorization: "Bearer …" },
  }),
);
const { flights } = await hub.listFlights({ sort: "maxHeightMeters", limit: 10 });

export {};
