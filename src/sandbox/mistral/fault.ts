/** What can go wrong on the way. With `afterChange` the order is carried out and only its answer is lost. */
export type Fault =
  | {
      kind: "answer";
      status: number;
      /** A string is sent as it is, anything else as JSON. */
      body?: unknown;
      headers?: Record<string, string>;
      afterChange?: boolean;
    }
  | { kind: "hang"; afterChange?: boolean }
  | { kind: "drop"; afterChange?: boolean }
  | { kind: "slow"; ms: number }
  /** The order is carried out, the JSON breaks off in the middle; with `drop` the connection does too. */
  | { kind: "truncated"; drop?: boolean }
  /** A gateway's HTML page; the order never arrived. */
  | { kind: "page"; status: number };

export type FaultRule = {
  fault: Fault;
  method?: string;
  /** This path and all below it; without it every path. */
  path?: string;
  /** How often; default once, with a probability without end. */
  times?: number;
  /** 0 to 1, for each request that fits. */
  probability?: number;
};

export type Faults = {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault for this request, if one is due; uses it up. */
  take(method: string, path: string): Fault | null;
};

export function createFaults(random: () => number): Faults {
  let rules: (FaultRule & { left: number })[] = [];
  const due = (rule: FaultRule & { left: number }, method: string, path: string): boolean =>
    rule.left > 0 &&
    (rule.method === undefined || rule.method === method) &&
    (rule.path === undefined || path === rule.path || path.startsWith(`${rule.path}/`)) &&
    (rule.probability === undefined || random() < rule.probability);
  return {
    add: (rule) => {
      const left = rule.times ?? (rule.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
      rules.push({ ...rule, left });
    },
    clear: () => {
      rules = [];
    },
    take: (method, path) => {
      const rule = rules.find((candidate) => due(candidate, method, path));
      if (rule === undefined) return null;
      rule.left -= 1;
      return rule.fault;
    },
  };
}

/** Whether the request is carried out although its answer is spoilt. */
export const carriesOut = (fault: Fault): boolean =>
  fault.kind === "slow" ||
  fault.kind === "truncated" ||
  ("afterChange" in fault && fault.afterChange === true);
