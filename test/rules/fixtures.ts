/** A file that breaks a rule, or does the same in the right way, and what stands in it. */
type Fixture = readonly [rule: string, file: string, ...lines: string[]];

const A = 'import { a } from "./re-exported.ts";';
const SAVE = "async function save(): Promise<void> {}";
const MAY = "async function may(): Promise<boolean> { return false; }";
const NAME = "export const name = (thing: Thing): string => thing.name;";
const ALL = 'export * from "./re-exported.ts";';

export const BAD: readonly Fixture[] = [
  ["noBarrelFile", "src/domain/barrel.ts", A, ALL, "export const b = a;"],
  ["noBarrelFile", "src/domain/index.ts", 'export { a } from "./re-exported.ts";'],
  ["noFloatingPromises", "src/app/floating.ts", SAVE, "export function run(): void { save(); }"],
  ["useImportType", "src/domain/value-import.ts", 'import { Thing } from "./thing.ts";', NAME],
  ["useFilenamingConvention", "src/domain/camelCase.ts", "export const a = 1;"],
  ["noConsole", "src/app/console.ts", 'console.log("started");'],
  ["noUnusedImports", "src/domain/unused-import.ts", A, "export const b = 2;"],
  ["noMisusedPromises", "src/app/misused.ts", MAY, "export function f() { if (may()) return 1; }"],
  ["noUnusedVariables", "src/domain/unused-variable.ts", "const a = 1;", "export const b = 2;"],
  ["noNonNullAssertion", "test/non-null.ts", "export const first = (of: string[]) => of[0]!;"],
  ["noExplicitAny", "src/domain/any.ts", "export const size = (value: any) => value.length;"],
  ["noImportCycles", "src/domain/egg.ts", 'import { hen } from "./hen.ts";', "export const egg = () => hen;"],
  ["noImportCycles", "src/domain/hen.ts", 'import { egg } from "./egg.ts";', "export const hen = () => egg;"],
  ["noProcessEnv", "src/app/env.ts", 'export const port = process.env["PORT"];'],
  ["noDefaultExport", "src/domain/default.ts", "export default 1;"],
];

export const GOOD: readonly Fixture[] = [
  ["noBarrelFile", "src/domain/re-exported.ts", "export const a = 1;"],
  ["noFloatingPromises", "src/app/awaited.ts", SAVE, "export async function run() { await save(); }"],
  ["useImportType", "src/domain/thing.ts", "export type Thing = { name: string };"],
  ["useImportType", "src/domain/type-import.ts", 'import type { Thing } from "./thing.ts";', NAME],
  ["useFilenamingConvention", "src/domain/kebab-case.ts", "export const a = 1;"],
  ["noConsole", "src/cli/console.ts", 'console.log("started");'],
  ["noUnusedImports", "src/domain/used-import.ts", A, "export const b = a;"],
  ["noMisusedPromises", "src/app/used.ts", MAY, "export async function f() { if (await may()) return 1; }"],
  ["noUnusedVariables", "src/domain/used-variable.ts", "const a = 1;", "export const b = a;"],
  ["noNonNullAssertion", "test/fallback.ts", 'export const first = (of: string[]) => of[0] ?? "";'],
  ["noExplicitAny", "src/domain/unknown.ts", "export const text = (value: unknown) => String(value);"],
  ["noImportCycles", "src/domain/chick.ts", A, "export const chick = a;"],
  ["noProcessEnv", "src/config/config.ts", 'export const port = process.env["PORT"];'],
  ["noDefaultExport", "test/some.config.ts", "export default 1;"],
];
