import { expect, expectTypeOf, test } from "vitest";
import { routes, type FlightDetail, type FlightList } from "@homepoint/api";
import { createClient, pathOf, type Transport } from "./client.ts";

/** Answers every request with one response, and remembers what was asked. */
function transportThatAnswers(body: string, init: ResponseInit = {}) {
  const asked: { path: string; init: RequestInit }[] = [];
  const transport: Transport = async (path, request) => {
    asked.push({ path, init: request });
    return new Response(body, init);
  };
  return { client: createClient(transport), asked };
}

test("every route is a method whose input and answer have the row's types", () => {
  const { client } = transportThatAnswers("{}");
  expectTypeOf(client.getFlight).parameter(0).toEqualTypeOf<{ id: string }>();
  expectTypeOf(client.getFlight).returns.toEqualTypeOf<Promise<FlightDetail>>();
  expectTypeOf(client.listFlights).returns.toEqualTypeOf<Promise<FlightList>>();
  expectTypeOf(client.getColumns).returns.toEqualTypeOf<Promise<Response>>();
  expect(Object.keys(client).sort()).toEqual(Object.keys(routes).sort());
});

test("parameters go into the path, the query behind it, and the rest is the body", async () => {
  const { client, asked } = transportThatAnswers("{}");
  await client.exportFlight({ id: "a/b", format: "kml" });
  await client.takeIn({ name: "log with spaces.txt", source: "card", bytes: "x" });
  await client.unlock({ passphrase: "correct horse" });
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/flights/a%2Fb/export/kml",
    "/api/logs?name=log+with+spaces.txt&source=card",
    "/api/unlock",
  ]);
  expect(asked[2]?.init.body).toBe('{"passphrase":"correct horse"}');
});

test("what is not given is not in the query", () => {
  expect(pathOf(routes.listFlights, { text: undefined, limit: 5 })).toBe("/api/flights?limit=5");
});

test("a range is asked for in bytes, both ends included", async () => {
  const { client, asked } = transportThatAnswers("");
  await client.getColumns({ id: "a" }, { range: { first: 0, last: 9 } });
  await client.getColumns({ id: "a" }, { range: { suffix: 100 } });
  expect(asked.map(({ init }) => new Headers(init.headers).get("range"))).toEqual([
    "bytes=0-9",
    "bytes=-100",
  ]);
});

test("a problem of the hub is thrown as that problem", async () => {
  const document = {
    code: "hub/no-such-flight",
    title: "No flight.",
    status: 404,
    values: { id: "a" },
  };
  const { client } = transportThatAnswers(JSON.stringify(document), { status: 404 });
  await expect(client.getFlight({ id: "a" })).rejects.toMatchObject({
    code: "hub/no-such-flight",
    message: "No flight.",
    values: { id: "a" },
  });
});

test("an answer that is no problem document is a problem all the same", async () => {
  const { client } = transportThatAnswers("<html>bad gateway</html>", { status: 502 });
  await expect(client.status()).rejects.toMatchObject({ code: "sdk/no-answer" });
});

test("a stream gives one value a line, however the lines arrive", async () => {
  const { client } = transportThatAnswers('{"done":1,"of":2}\n\n{"done":2,"of":2}\n');
  const steps = [];
  for await (const step of client.rebuild()) steps.push(step.done);
  expect(steps).toEqual([1, 2]);
});
