import { z } from "zod";
import { statusOf } from "./problems.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";

type Schema = Readonly<Record<string, unknown>>;

const problemSchema: Schema = {
  type: "object",
  required: ["type", "title", "status", "code", "values"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    values: { type: "object" },
  },
};

const contentTypes = {
  json: "application/json",
  bytes: "application/octet-stream",
  stream: "application/x-ndjson",
} as const satisfies Record<Route["kind"], string>;

/** RFC 9110 §14.2, one range at a time. */
const rangeParameter: Schema = {
  name: "Range",
  in: "header",
  required: false,
  schema: { type: "string", pattern: "^bytes=(\\d+-\\d*|-\\d+)$" },
};

/** The whole interface as OpenAPI 3.1, from the rows alone. */
export function toOpenApi(version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const [name, row] of Object.entries(routes)) {
    const path = row.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: describeRoute(name, row) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Homepoint",
      version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "homepoint-session" },
        token: { type: "http", scheme: "bearer" },
      },
      schemas: { Problem: problemSchema },
    },
    paths,
  };
}

function describeRoute(name: string, row: Route): Schema {
  const body = row.body && {
    required: true,
    content:
      row.body === "bytes"
        ? { [contentTypes.bytes]: {} }
        : { [contentTypes.json]: { schema: schemaOf(row.body, "input") } },
  };
  return {
    operationId: name,
    summary: row.summary,
    "x-access": row.access,
    "x-works": row.works,
    security: row.access === "anyone" ? [] : [{ session: [] }, { token: [] }],
    parameters: [
      ...parametersOf(row.params, "path"),
      ...parametersOf(row.query, "query"),
      ...(row.hasRanges ? [rangeParameter] : []),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: {
      200: answerOf(row),
      ...(row.hasRanges ? { 206: { ...answerOf(row), description: "The part asked for" } } : {}),
      ...problemsOf(row),
    },
  };
}

function answerOf(row: Route): Schema {
  const schema = row.answer ? { schema: schemaOf(row.answer, "output") } : {};
  return { description: row.summary, content: { [contentTypes[row.kind]]: schema } };
}

function problemsOf(row: Route): Schema {
  const byStatus = new Map<number, string[]>();
  const ofRanges = row.hasRanges ? ["api/range-not-satisfiable"] : [];
  for (const code of [...(row.problems ?? []), ...ofRanges]) {
    const status = statusOf[code] ?? 500;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const problem = {
    "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
  };
  const named = [...byStatus].map(([status, codes]) => [
    status,
    { description: codes.join(", "), content: problem },
  ]);
  return { ...Object.fromEntries(named), default: { description: "Problem", content: problem } };
}

function parametersOf(shape: z.ZodObject | undefined, place: "path" | "query"): Schema[] {
  if (!shape) return [];
  const schema = schemaOf(shape, "input") as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, value]) => ({
    name,
    in: place,
    required: place === "path" || (schema.required ?? []).includes(name),
    schema: value,
  }));
}

function schemaOf(shape: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: "any" });
  return schema;
}
