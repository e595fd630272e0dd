// Tells the result of a run of CI: what failed, once more and in short, where whoever sees only the
// end of the output finds it, and "N passed, N failed".
//
//   node tools/ci-result.mjs RESULTS.json CHECK TESTS LEAKS     the exit codes of the three

import { readFileSync } from "node:fs";
import { relative } from "node:path";

const [path, check, tests, leaks] = process.argv.slice(2);
const failures = [];
let passed = 0;

if (check !== "0") failures.push("npm run check: see the first lines");
try {
  const results = JSON.parse(readFileSync(path, "utf8"));
  passed = results.numPassedTests;
  if (results.numPendingTests)
    console.log(`${results.numPendingTests} skipped; the reasons stand in their names`);
  failures.push(...results.testResults.flatMap(failuresOf));
  if (tests !== "0" && results.success)
    failures.push("the tests are green, what watches them is not: see above");
} catch (error) {
  failures.push(`the tests left no result: ${error.message}`);
}
if (tests !== "0" && failures.length === 0) failures.push("npm test: see above");
// 77: no namespaces can be made here, which was said loudly.
if (leaks !== "0" && leaks !== "77") failures.push("npm run test:leaks: see above");

for (const failure of failures) console.log(`FAILED: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

function failuresOf(file) {
  const name = relative(process.cwd(), file.name);
  const failed = file.assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0)
    return file.status === "failed" ? [`${name}\n  ${short(file.message)}`] : [];
  return failed.map(
    (test) => `${name}: ${test.fullName}\n  ${short(test.failureMessages.join("\n"))}`,
  );
}

function short(message) {
  return message.slice(0, 1000).replaceAll("\n", "\n  ");
}
