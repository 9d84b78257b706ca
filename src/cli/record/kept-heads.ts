import { CHAIN_START, type ChainEnd } from "../../domain/record/record.ts";
import { AppError } from "../../lib/errors.ts";
import { entries } from "./record.ts";

/** `hash`: all of it or its beginning. Without a number it may be that of any entry. */
type KeptHead = {
  readonly seq: number | null;
  readonly hash: string;
  readonly source: "was kept" | "was told in chat";
};

/** `57:3f9a…`, also with the words that stand before it in chat, or a hash alone. Fewer digits would prove less. */
const HEAD = /(?:^|\s)(?:(\d{1,15}):)?([\da-f]{32,64})$/i;

export type KeptHeads = {
  /** Shown each place of the chain, from its start to its end. */
  see(end: ChainEnd): void;
  /** The last entry up to which kept heads prove the Record; throws an `AppError` that says what a head proves against it. */
  proven(end: ChainEnd, where: string): number;
};

/** `told`: those that the database itself says were told in chat. */
export function keptHeads(texts: readonly string[], told: readonly ChainEnd[] = []): KeptHeads {
  const kept = [
    ...texts.map(parse),
    ...told.map((end): KeptHead => ({ ...end, source: "was told in chat" })),
  ];
  const found = new Map<KeptHead, number>();
  const see = ({ seq, hash }: ChainEnd) => {
    for (const head of kept) if (fits(head, { seq, hash })) found.set(head, seq);
  };
  see(CHAIN_START);
  return {
    see,
    proven(end, where) {
      const proven = Math.max(0, ...[...found].map(([{ source }, seq]) => (source === "was kept" ? seq : 0)));
      const missed = kept.filter((head) => !found.has(head));
      const [first] = missed.toSorted((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity));
      if (first === undefined) return proven;
      const before = Math.max(0, ...[...found.values()].filter((seq) => seq < (first.seq ?? 0)));
      throw new AppError(
        "invalid",
        `The ${entries(end.seq)} in ${where} fit, but ${explained(first, end, before)} Head: ${end.hash}`,
      );
    },
  };
}

const fits = (head: KeptHead, { seq, hash }: ChainEnd): boolean =>
  (head.seq === null || head.seq === seq) && hash.startsWith(head.hash);

function parse(text: string): KeptHead {
  const [, seq, hash] = HEAD.exec(text.trim()) ?? [];
  if (hash !== undefined)
    return { seq: seq === undefined ? null : Number(seq), hash: hash.toLowerCase(), source: "was kept" };
  throw new AppError(
    "invalid",
    "That is no head: copy all of it as it is shown in chat, such as 57:3f9a…, or as the export printed it.",
  );
}

/** `before`: up to there an older head proves it. */
function explained({ seq, source }: KeptHead, end: ChainEnd, before: number): string {
  if (seq === null)
    return "none has that hash: the end was cut off, the Record was written anew, or the hash is of another Record.";
  if (seq > end.seq) return `entry ${seq}, whose head ${source}, is not there: the end was cut off.`;
  const where = before + 1 === seq ? `entry ${seq}` : `an entry from ${before + 1} to ${seq}`;
  return `entry ${seq} has another hash than the head that ${source}: ${where} was changed, and the Record written anew from there.`;
}
