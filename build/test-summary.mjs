// Reads a TRX file of `dotnet test` and prints the failed tests, the skipped ones by reason, and, alone on the last line,
// "N passed, N failed" (with ", N skipped" where there were any). Exit 1 when a test failed, the run broke off, or none ran.
// Usage: node build/test-summary.mjs FILE.trx EXIT_CODE_OF_DOTNET_TEST
import { readFileSync } from "node:fs";

const [file, exitCode] = process.argv.slice(2);

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const text = (xml) => xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) =>
  name ? entities[name] ?? all : String.fromCodePoint(parseInt(hex ?? decimal, hex ? 16 : 10)));
const attribute = (xml, name) => text(xml.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? "");
const message = (xml) => text(xml.match(/<Message>([\s\S]*?)<\/Message>/)?.[1] ?? xml.match(/<StdOut>([\s\S]*?)<\/StdOut>/)?.[1] ?? "");

function read() {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

const results = [...read().matchAll(/<UnitTestResult\b([^>]*?)(?:\/>|>([\s\S]*?)<\/UnitTestResult>)/g)].map(([, head, body]) => ({
  name: attribute(head, "testName"),
  outcome: attribute(head, "outcome"),
  message: message(body ?? "").trim(),
}));
const passed = results.filter((result) => result.outcome === "Passed");
const skipped = results.filter((result) => result.outcome === "NotExecuted");
const failed = results.filter((result) => !passed.includes(result) && !skipped.includes(result));

if (failed.length > 0) {
  console.log("\nFailed:");
  for (const { name, message } of failed) console.log(`  ${name}\n    ${message.split("\n").slice(0, 12).join("\n    ")}`);
}
if (skipped.length > 0) {
  console.log("\nSkipped:");
  for (const [reason, tests] of byReason(skipped)) {
    console.log(`  ${tests.length} because: ${reason || "no reason given"}`);
    for (const { name } of tests) console.log(`    ${name}`);
  }
}

// A test host that crashed or hung leaves no failed test behind: the run itself has then failed.
const broken = results.length === 0 ? "no test ran" : exitCode !== "0" && failed.length === 0 ? `dotnet test ended with ${exitCode}` : null;
if (broken) console.log(`\nThe run failed: ${broken}`);

const failures = failed.length + (broken ? 1 : 0);
console.log(`\n${passed.length} passed, ${failures} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`);
process.exit(failures > 0 ? 1 : 0);

function byReason(tests) {
  const groups = new Map();
  for (const test of tests) groups.set(test.message, [...(groups.get(test.message) ?? []), test]);
  return groups;
}
