const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const MARK =
  /\[(?<label>[^\][]+)\]\((?<url>https?:\/\/[^\s()]+)\)|\*\*(?<strong>[^*]+)\*\*|(?<![\w*])[*_](?<em>[^*_]+)[*_](?![\w*])|`(?<code>[^`]+)`/g;

/** What of Markdown stands within a line. Everything is escaped first, so no more than these tags can come out. */
const inline = (text: string): string =>
  escaped(text).replace(MARK, (...match) => {
    const { label, url, ...marked } = match.at(-1) as Record<string, string | undefined>;
    if (url !== undefined) return `<a href="${url}">${label}</a>`;
    const [tag, inner] = Object.entries(marked).find(([, text]) => text !== undefined) ?? ["span", ""];
    return `<${tag}>${inner}</${tag}>`;
  });

/** The little Markdown that cards and messages may carry in Teams, as HTML: bold, italics, code, links, lists. */
export function markdownHtml(source: string): string {
  const blocks: string[] = [];
  let items: string[] = [];
  const endList = (): void => {
    if (items.length > 0) blocks.push(`<ul>${items.join("")}</ul>`);
    items = [];
  };
  for (const line of source.split(/\r?\n/)) {
    const item = /^[-*] (.*)$/.exec(line)?.[1];
    if (item !== undefined) items.push(`<li>${inline(item)}</li>`);
    else {
      endList();
      if (line.trim() !== "") blocks.push(`<p>${inline(line)}</p>`);
    }
  }
  endList();
  return blocks.join("");
}
