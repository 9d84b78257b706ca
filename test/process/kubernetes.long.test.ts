import { execFile, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { folder } from "../store/repositories/samples.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const KUBERNETES = join(ROOT, "manifests/deploy/kubernetes");
const run = promisify(execFile);
const hasKustomize = spawnSync("kustomize", ["version"]).status === 0;

type Manifest = { readonly apiVersion: string; readonly kind: string; readonly metadata: { name: string } };

function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Manifest;
  });
}

/** Of base, overlay and component; what is for kustomize alone is not among them. */
const files = readdirSync(KUBERNETES, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
  .toSorted();

/** Its type in Kubernetes' published API, by `apiVersion` and `kind`. */
const typeOf = ({ apiVersion, kind }: Manifest): string => {
  const [group = "", version = ""] = apiVersion.includes("/") ? apiVersion.split("/") : ["core", apiVersion];
  return `import("kubernetes-types/${group.replace(/\.k8s\.io$/, "")}/${version}").${kind}`;
};

/** A patch has a part of what a manifest has. */
const PARTIAL =
  "type Partly<T> = T extends (infer I)[] ? Partly<I>[] : T extends object ? { [K in keyof T]?: Partly<T[K]> } : T;";

/** What TypeScript says of manifests as values of Kubernetes' types: unknown fields and values of another type. */
async function problems(manifests: readonly Manifest[], partial = false): Promise<string[]> {
  const dir = folder();
  const values = manifests.map((manifest) => {
    const type = partial ? `Partly<${typeOf(manifest)}>` : typeOf(manifest);
    return `void (${JSON.stringify(manifest, null, 1)} satisfies ${type});`;
  });
  writeFileSync(join(dir, "all.ts"), [PARTIAL, ...values, "export {};"].join("\n"));
  const types = join(ROOT, "node_modules/kubernetes-types/*");
  const compilerOptions = {
    ...{ strict: true, noEmit: true, module: "preserve", moduleResolution: "bundler", types: [] },
    paths: { "kubernetes-types/*": [types] },
  };
  writeFileSync(join(dir, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["all.ts"] }));
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  const { stdout } = await run(tsc, ["-p", dir, "--pretty", "false"]).catch((error) => error);
  return stdout.split("\n").filter((line: string) => line.includes("error TS"));
}

type Container = Readonly<Record<string, unknown>> & { readonly name: string };
type StatefulSet = Manifest & {
  spec: { replicas: number; template: { spec: { containers: Container[]; initContainers?: Container[] } } };
};

const read = (file: string) => manifestsIn(readFileSync(join(KUBERNETES, file), "utf8"));
const [stateful] = read("base/stateful-set.yaml") as StatefulSet[];

describe("the manifests for Kubernetes", () => {
  it("have no field and no value that Kubernetes does not know", async () => {
    expect(files.length).toBeGreaterThan(6);
    const [patches, whole] = [true, false].map((isPatch) =>
      files.filter((file) => file.startsWith("components/") === isPatch).flatMap(read),
    );
    expect(await problems(whole ?? [])).toEqual([]);
    expect(await problems(patches ?? [], true)).toEqual([]);
  });

  it.each([
    ["a field that is misspelled", "livenessProbe:", "livenesProbe:", /livenesProbe/],
    [
      "a value of another type",
      "replicas: 1",
      'replicas: "1"',
      /'string' is not assignable to type 'number'/,
    ],
    [
      "a field in the wrong place",
      "serviceName:",
      "enableServiceLinks: false\n  serviceName:",
      /enableServiceLinks/,
    ],
  ])("would not pass with %s", async (_, right, wrong, said) => {
    const text = readFileSync(join(KUBERNETES, "base/stateful-set.yaml"), "utf8");
    expect(text).toContain(right);
    const found = await problems(manifestsIn(text.replace(right, wrong)));
    expect(found).toEqual([expect.stringMatching(said)]);
  });

  it("start one bot, ask the paths that it serves, and give it no rights", () => {
    const bot = stateful?.spec.template.spec.containers[0];
    expect(stateful?.spec.replicas).toBe(1);
    const path = { startupProbe: "/healthz", livenessProbe: "/healthz", readinessProbe: "/servingz" };
    for (const [probe, expected] of Object.entries(path))
      expect(bot?.[probe]).toMatchObject({ httpGet: { path: expected, port: "http" } });
    expect(bot?.["securityContext"]).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(files.join()).not.toMatch(/disruption|role/i);
  });

  it("set no variable that .env.example does not explain", () => {
    const known = readFileSync(join(ROOT, ".env.example"), "utf8");
    const text = files.map((file) => readFileSync(join(KUBERNETES, file), "utf8")).join("\n");
    const overlay = ["kustomization.yaml", "secrets.env"].map((file) =>
      readFileSync(join(KUBERNETES, "overlays/example", file), "utf8"),
    );
    const named = [
      ...[...text.matchAll(/name: ([A-Z_]+)$/gm)].map(([, name]) => name),
      ...[...overlay.join("\n").matchAll(/^(?: +- )?([A-Z_]+)=/gm)].map(([, name]) => name),
    ];
    expect(named.length).toBeGreaterThan(4);
    for (const name of named) expect(known).toContain(`# ${name}=`);
  });
});

describe.skipIf(!hasKustomize)("what kustomize makes of them, where it is installed,", () => {
  async function built(change: (kustomization: string) => string = (same) => same) {
    const dir = folder();
    cpSync(KUBERNETES, dir, { recursive: true });
    const example = join(dir, "overlays/example");
    const file = join(example, "kustomization.yaml");
    writeFileSync(file, change(readFileSync(file, "utf8")));
    return manifestsIn((await run("kustomize", ["build", example])).stdout);
  }
  const uncommented = (text: string) =>
    text.replaceAll(/^( *)# (components:| {2}- \.\.|- name: l| {2}envs: \[l)/gm, "$1$2");
  const select = { "app.kubernetes.io/name": "mistral-setup" };

  it("is one organization: everything in its namespace, and the policy and the Service name the bot's pods alone", async () => {
    const manifests = await built();
    expect(await problems(manifests)).toEqual([]);
    for (const { kind, metadata } of manifests)
      if (kind !== "Namespace") expect(metadata).toMatchObject({ namespace: "mistral-setup-example" });
    const of = (kind: string) => manifests.find((one) => one.kind === kind);
    expect(of("NetworkPolicy")).toMatchObject({ spec: { podSelector: { matchLabels: select } } });
    expect(of("Service")).toMatchObject({ spec: { selector: select } });
    expect(of("StatefulSet")).toMatchObject({
      spec: { selector: { matchLabels: select }, template: { metadata: { labels: select } } },
    });
    const [bot] = (of("StatefulSet") as StatefulSet).spec.template.spec.containers;
    const generated = (kind: string) => expect.objectContaining({ name: of(kind)?.metadata.name });
    expect(bot?.["envFrom"]).toEqual([
      { configMapRef: generated("ConfigMap") },
      { secretRef: generated("Secret") },
    ]);
    expect(bot?.["image"]).toBe("registry.example.com/mistral-setup:1.0.0");
  });

  it("has with Litestream a restore before the bot and a sidecar that outlives it", async () => {
    const manifests = await built(uncommented);
    expect(await problems(manifests)).toEqual([]);
    const { initContainers = [], containers } = (
      manifests.find(({ kind }) => kind === "StatefulSet") as StatefulSet
    ).spec.template.spec;
    expect(initContainers.map(({ name, restartPolicy }) => [name, restartPolicy])).toEqual([
      ["restore", undefined],
      ["litestream", "Always"],
    ]);
    expect(containers.map(({ name }) => name)).toEqual(["bot"]);
    const secrets = manifests.filter(({ kind }) => kind === "Secret").map(({ metadata }) => metadata.name);
    for (const container of initContainers)
      expect(JSON.stringify(container["envFrom"])).toContain(
        secrets.find((name) => name.startsWith("litestream")),
      );
  });
});
