import { describe, expect, it } from "vitest";
import { createLetIn, ticketOf } from "../../src/teams/let-in.ts";

const MINUTE_MS = 60_000;

function door(at = 1_800_000_000_000) {
  const clock = { at };
  return { clock, inHours: (hours: number) => at / 1000 + hours * 3600, ...createLetIn(() => clock.at) };
}

describe("a token that was found right", () => {
  it("is not checked again for five minutes, and after that it is", () => {
    const { clock, inHours, add, has } = door();
    add("ana", inHours(1));
    clock.at += 5 * MINUTE_MS - 1;
    expect(has("ana")).toBe(true);
    clock.at += 1;
    expect(has("ana")).toBe(false);
  });

  it("is never taken unchecked when it has expired", () => {
    const { clock, add, has } = door();
    add("ana", clock.at / 1000 + 60);
    clock.at += MINUTE_MS - 1;
    expect(has("ana")).toBe(true);
    clock.at += 1;
    expect(has("ana")).toBe(false);
  });

  it.each([
    ["has expired already (a few minutes are forgiven)", -1],
    ["does not say when it expires", Number.NaN],
  ])("is checked each time when it %s", (_name, hours) => {
    const { inHours, add, has } = door();
    add("ana", inHours(hours));
    expect(has("ana")).toBe(false);
  });

  it("is forgotten when a hundred others came after it", () => {
    const { inHours, add, has } = door();
    const tickets = Array.from({ length: 101 }, (_, n) => `token ${n}`);
    for (const ticket of tickets) add(ticket, inHours(1));
    expect(tickets.filter((ticket) => !has(ticket))).toEqual(["token 0"]);
  });
});

describe("what is remembered of a token", () => {
  it("is another for each token, channel and service, wherever one ends and the next begins", () => {
    const tickets = [
      ticketOf("a", "b", "c"),
      ticketOf("a", "bc", ""),
      ticketOf("ab", "", "c"),
      ticketOf("a", "b", "d"),
      ticketOf("x", "b", "c"),
    ];
    expect(new Set(tickets).size).toBe(tickets.length);
  });

  it("does not tell the token", () => {
    expect(ticketOf("Bearer header.claims.signature", "msteams", "https://smba.test/")).toMatch(
      /^[\w+/]{43}=$/,
    );
  });
});
