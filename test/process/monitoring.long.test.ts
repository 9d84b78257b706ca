import { readFileSync } from "node:fs";
import type { SyntaxNodeRef } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { must } from "../support/must.ts";
import { startWhole, type Whole } from "../support/servers/whole.ts";

const fileAt = (path: string): string =>
  readFileSync(new URL(`../../manifests/deploy/monitoring/${path}`, import.meta.url), "utf8");

type Rule = { readonly alert: string; readonly expr: string; readonly annotations: Record<string, string> };
const { groups }: { groups: { rules: Rule[] }[] } = parse(fileAt("alerts.yaml"));
const rules = groups.flatMap((group) => group.rules);

type Panel = { readonly title: string; readonly targets: { expr: string; legendFormat: string }[] };
const { panels }: { panels: Panel[] } = JSON.parse(fileAt("dashboard.json"));
const shown = panels.flatMap(({ title, targets }) => targets.map((target) => ({ title, ...target })));

/** Prometheus gives them to everything that it scrapes. */
const OF_PROMETHEUS = ["job", "instance"];

/** The names of the metrics that the bot serves, with the values of each of their labels. */
type Served = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
let served: Served;
let world: Whole;
beforeAll(async () => {
  const env = () => ({ METRICS_PORT: "0" });
  world = await startWhole({ mode: "automatic", platforms: ["slack", "teams"], env });
  const text = await (await fetch(must(world.bot.metricsUrl))).text();
  const found = new Map<string, Map<string, Set<string>>>();
  for (const [, name = "", labels = ""] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = found.get(name) ?? new Map<string, Set<string>>();
    found.set(name, known);
    for (const [, label = "", value = ""] of labels.matchAll(/(\w+)="([^"]*)"/g))
      known.set(label, (known.get(label) ?? new Set()).add(value));
  }
  served = found;
});
afterAll(() => world.stop());

/** What an expression of PromQL names that the bot does not serve. */
function unserved(expression: string): string[] {
  // Grafana puts a duration here.
  const text = expression.replaceAll("$__rate_interval", "5m");
  const problems: string[] = [];
  const words = ({ from, to }: { from: number; to: number }) => text.slice(from, to);
  const labels = new Set(OF_PROMETHEUS);
  const grouped: string[] = [];
  const look = (node: SyntaxNodeRef): void => {
    if (node.type.isError) problems.push(`no PromQL at ${node.from}`);
    if (node.name === "GroupingLabels")
      for (const label of node.node.getChildren("LabelName")) grouped.push(words(label));
    if (node.name !== "VectorSelector") return;
    const metric = words(must(node.node.getChild("Identifier")));
    const known = served.get(metric);
    if (known === undefined && metric !== "up") problems.push(metric);
    for (const label of known?.keys() ?? []) labels.add(label);
    for (const matcher of node.node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? []) {
      const [, label = "", operator, value = ""] = must(/^(\w+)\s*(=~|=)\s*"(.*)"$/.exec(words(matcher)));
      if (OF_PROMETHEUS.includes(label)) continue;
      const values = [...(known?.get(label) ?? [])];
      const fits = operator === "=" ? [value] : value.split("|").map((one) => new RegExp(`^(?:${one})$`));
      for (const fit of fits)
        if (!values.some((one) => (typeof fit === "string" ? one === fit : fit.test(one))))
          problems.push(`${metric}{${label}="${value}"}`);
    }
  };
  parser.parse(text).iterate({ enter: look });
  return [...problems, ...grouped.filter((label) => !labels.has(label))];
}

describe("the check of an expression", () => {
  it.each([
    ["up == ", /^no PromQL at/],
    ["mistral_setup_raedy == 0", /^mistral_setup_raedy$/],
    ['mistral_setup_requests_total{outcome="fialed"}', /fialed/],
    ['mistral_setup_sync_seconds_count{outcome=~"key refused|nothing"}', /nothing/],
    ['mistral_setup_outage{off="slack"}', /off/],
    ["sum by (paltform) (mistral_setup_requests_total)", /^paltform$/],
  ])("finds what is wrong with %s", (expression, problem) => {
    expect(unserved(expression)).toContainEqual(expect.stringMatching(problem));
  });
});

describe("the alert rules", () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    "have in %s PromQL that names only metrics and labels that the bot serves",
    (_, { expr }) => {
      expect(unserved(expr)).toEqual([]);
    },
  );

  it("are each named once and say what to do", () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { annotations } of rules)
      expect(Object.keys(annotations).toSorted()).toEqual(["description", "summary"]);
  });
});

describe("the dashboard", () => {
  it("has PromQL that names only metrics and labels that the bot serves", () => {
    expect(shown.length).toBeGreaterThan(15);
    expect(shown.flatMap(({ title, expr }) => unserved(expr).map((one) => `${title}: ${one}`))).toEqual([]);
  });

  it("names its lines by labels that they have", () => {
    for (const { expr, legendFormat } of shown)
      for (const [, label = ""] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect(unserved(`sum by (${label}) (${expr})`), expr).toEqual([]);
  });

  it("shows each of the bot's own metrics", () => {
    const all = shown.map(({ expr }) => expr).join("\n");
    const own = [...served.keys()].filter((name) => name.startsWith("mistral_setup_"));
    const families = new Set(own.map((name) => name.replace(/_(bucket|sum|count)$/, "")));
    expect([...families].filter((name) => !all.includes(name))).toEqual([]);
  });
});
