/** Slack's mrkdwn as a tree; see https://docs.slack.dev/messaging/formatting-message-text. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "bold" | "italic" | "strike"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; url: string; label: string }
  | { kind: "user"; id: string }
  | { kind: "channel"; id: string; label: string }
  | { kind: "special"; label: string }
  | { kind: "date"; seconds: number; pattern: string; fallback: string };

export type Piece = { kind: "inline" | "quote"; children: Inline[] } | { kind: "pre"; text: string };

const TOKEN = /<([^<>]+)>|`([^`\n]+)`|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\3(?![\p{L}\p{N}])/gu;
const STYLE = { "*": "bold", _: "italic", "~": "strike" } as const;

export function decodeEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function parseAngle(inner: string): Inline {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? "" : decodeEntities(inner.slice(bar + 1));
  if (target.startsWith("@")) return { kind: "user", id: target.slice(1) };
  if (target.startsWith("#")) return { kind: "channel", id: target.slice(1), label };
  if (target.startsWith("!date^")) {
    const [, seconds = "", pattern = ""] = target.split("^");
    return { kind: "date", seconds: Number(seconds), pattern, fallback: label };
  }
  if (target.startsWith("!")) return { kind: "special", label: label || `@${target.slice(1)}` };
  const url = decodeEntities(target);
  return { kind: "link", url, label: label || url.replace(/^mailto:/, "") };
}

export function parseInline(source: string): Inline[] {
  const nodes: Inline[] = [];
  const addText = (text: string): void => {
    if (text !== "") nodes.push({ kind: "text", text: decodeEntities(text) });
  };
  let from = 0;
  for (const match of source.matchAll(TOKEN)) {
    addText(source.slice(from, match.index));
    from = match.index + match[0].length;
    const [, angle, code, mark, styled = ""] = match;
    if (angle !== undefined) nodes.push(parseAngle(angle));
    else if (code !== undefined) nodes.push({ kind: "code", text: decodeEntities(code) });
    else if (mark === "*" || mark === "_" || mark === "~")
      nodes.push({ kind: STYLE[mark], children: parseInline(styled) });
  }
  addText(source.slice(from));
  return nodes;
}

function parseLines(source: string): Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let quoted = false;
  const flush = (): void => {
    if (lines.length > 0)
      pieces.push({ kind: quoted ? "quote" : "inline", children: parseInline(lines.join("\n")) });
    lines = [];
  };
  for (const line of source.split("\n")) {
    const quote = /^(?:&gt;|>) ?/.exec(line);
    if ((quote !== null) !== quoted) {
      flush();
      quoted = quote !== null;
    }
    lines.push(quote === null ? line : line.slice(quote[0].length));
  }
  flush();
  return pieces;
}

export function parseMrkdwn(source: string): Piece[] {
  return source.split("```").flatMap((part, index): Piece[] => {
    if (index % 2 === 1) return [{ kind: "pre", text: decodeEntities(part.replace(/^\n|\n$/g, "")) }];
    return part === "" ? [] : parseLines(part);
  });
}
