import { expect, test } from "vitest";
import { toOpenApi } from "./open-api.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";

const rows = Object.entries<Route>(routes);

test.each(rows)("%s says who may call it", (_, row) => {
  expect(row.access === "anyone" || row.access.length > 0).toBe(true);
});

test.each(rows)("%s has a place in its shape for each parameter of its path", (_, row) => {
  const inPath = [...row.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  expect(Object.keys(row.params?.shape ?? {}).sort()).toEqual(inPath.sort());
});

test("no two routes answer at the same place", () => {
  const places = rows.map(([, row]) => `${row.method} ${row.path}`);
  expect(new Set(places).size).toBe(places.length);
});

test("what anyone may call without signing in is this and nothing else", () => {
  const open = rows.filter(([, row]) => row.access === "anyone").map(([name]) => name);
  expect(open.sort()).toEqual(
    ["status", "setUp", "unlock", "recover", "signOut", "restore", "openApi", "joinHub"].sort(),
  );
});

test("OpenAPI describes every route with its parameters, body and problems", () => {
  const document = JSON.parse(JSON.stringify(toOpenApi("1.2.3"))) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; parameters: { name: string }[] }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  const described = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => operation.operationId),
  );
  expect(described.sort()).toEqual(Object.keys(routes).sort());
  const list = document.paths["/api/flights"]?.["get"];
  expect(list?.parameters.map(({ name }) => name)).toContain("sort");
});

test("OpenAPI names ranges where parts of a file may be had, and nowhere else", () => {
  type Operation = { operationId: string; parameters: { name: string }[]; responses: object };
  const document = toOpenApi("1.2.3") as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const named = operations.filter(
    ({ parameters, responses }) =>
      parameters.some(({ name }) => name === "Range") && "206" in responses && "416" in responses,
  );
  expect(named.map(({ operationId }) => operationId).sort()).toEqual([
    "fetchMap",
    "getColumns",
    "getMap",
  ]);
});
