import fc from "fast-check";
import { anyText } from "../../support/any/any-text.ts";
import { HOSTILE } from "./changed.ts";

const PERSON = "p1@lumen.example";

const cell = fc.oneof(
  fc.constantFrom(...HOSTILE, PERSON, `${PERSON}, p2@lumen.example`, "=1+1", "@zq", "-zq", "", '"', '"a;b"'),
  anyText({ maxLength: 20 }),
);

const text = fc
  .record({
    head: fc.option(fc.tuple(cell, fc.constantFrom("E-mail", "email", "Adresse e-mail"), cell)),
    rows: fc.array(fc.tuple(cell, fc.oneof(fc.constant(PERSON), cell), cell), { maxLength: 4 }),
    between: fc.constantFrom(",", ";", "\t"),
    end: fc.constantFrom("\n", "\r\n", "\r"),
  })
  .map(({ head, rows, between, end }) =>
    [...(head === null ? [] : [head]), ...rows].map((row) => row.join(between)).join(end),
  );

/** What people choose as a list: nearly a CSV file, as some program writes it, or any bytes. */
export const lists: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 60, arbitrary: text.map((each) => Buffer.from(each)) },
  { weight: 10, arbitrary: text.map((each) => Buffer.from(`\uFEFF${each}`)) },
  { weight: 10, arbitrary: text.map((each) => Buffer.from(`\uFEFF${each}`, "utf16le")) },
  { weight: 10, arbitrary: text.map((each) => Buffer.from(each, "latin1")) },
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each)) },
  { weight: 2, arbitrary: fc.constant(Buffer.alloc(600_000, `${PERSON}\n`)) },
);
