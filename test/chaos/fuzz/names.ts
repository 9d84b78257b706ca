import fc from "fast-check";
import { createDns } from "../../../src/mistral/dns.ts";
import { createRecordLookup } from "../../../src/mistral/domain-record.ts";
import { anyText } from "../../support/any/any-text.ts";
import { startDns } from "../../support/servers/dns-server.ts";
import { count, type Figures, type Outcome } from "../scenario.ts";
import { together } from "./together.ts";

const VALUE = "mistral-domain-verification=abc";
const LONGEST_SHOWN = 100;

const text = fc.oneof(
  fc.constantFrom(VALUE, "mistral-verify=zq", "<!channel|zq>", "\u202Ezq\u0000", "x".repeat(255), ""),
  anyText({ maxLength: 60 }),
);
const chunk = text.map((each) => Buffer.from(each).subarray(0, 255).toString("latin1"));
const records = fc.array(fc.array(chunk, { minLength: 1, maxLength: 3 }), { maxLength: 4 });

/** What is done to the bytes of an answer. Its first two tell for which question it is. */
const distortion = fc.record({
  kind: fc.constantFrom("none", "none", "flipped", "cut", "longer", "counted", "any"),
  at: fc.nat(),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
});
type Distortion = typeof distortion extends fc.Arbitrary<infer T> ? T : never;

function distorted(reply: Buffer, { kind, at, bytes }: Distortion): Buffer {
  const copy = Buffer.from(reply);
  const place = 2 + (at % (copy.length - 2));
  if (kind === "flipped") copy.set([bytes[0] ?? 0], place);
  else if (kind === "cut") return copy.subarray(0, place);
  else if (kind === "longer") return Buffer.concat([copy, bytes]);
  else if (kind === "counted") copy.writeUInt16BE(at % 65_536, 6);
  else if (kind === "any") return Buffer.concat([copy.subarray(0, 2), bytes]);
  return copy;
}

/** So many answers of a DNS server, most of them broken: each lookup ends in one of the few things it can say. */
export async function fuzzNames(seed: number, each: number): Promise<Outcome> {
  const how = new Map<string, Distortion>();
  const domainOf = (name: string) => name.split(".").slice(-2).join(".");
  const server = await startDns({
    distort: (name, reply) => {
      const one = how.get(domainOf(name));
      return one === undefined ? reply : distorted(reply, one);
    },
  });
  const look = createRecordLookup(
    createDns({ servers: [server.server], timeoutMs: 3_000, tries: 1, deadlineMs: 10_000 }),
  );
  const violations = new Set<string>();
  const figures: Figures = {};
  const sample = fc.sample(fc.tuple(records, distortion), { seed, numRuns: each }).entries();
  await together(sample, async ([at, [zone, distorting]]) => {
    count(figures, "DNS answers");
    const domain = `d${at}.example`;
    server.zone.set(domain, zone);
    how.set(domain, distorting);
    try {
      const found = await look({ domain, record: { name: domain, value: VALUE } });
      count(figures, `found in DNS: ${found.kind}`);
      if (found.kind === "other" && found.values.some(({ length }) => length > LONGEST_SHOWN))
        violations.add(`more than fits into a card: ${JSON.stringify(found.values)}`);
    } catch (error) {
      violations.add(`${String(error)} at ${JSON.stringify({ zone, distorting })}`);
    }
    server.zone.delete(domain);
    how.delete(domain);
  });
  server.stop();
  return { figures, violations: [...violations].slice(0, 30) };
}
