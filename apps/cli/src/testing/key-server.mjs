// Stands in for the maker's server in a namespace: `key-server.mjs FOLDER PORT` answers every request
// with FOLDER/answer.json over TLS, and tells the bodies that came, a line each.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { text } from "node:stream/consumers";

const [folder, port] = process.argv.slice(2);
const file = (name) => readFileSync(`${folder}/${name}`);
createServer({ key: file("key.pem"), cert: file("cert.pem") }, async (request, response) => {
  process.stdout.write(`${request.headers.host} ${await text(request)}\n`);
  response.end(file("answer.json"));
}).listen(Number(port), "::", () => process.stdout.write("ready\n"));
