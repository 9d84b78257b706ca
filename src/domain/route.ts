export const ROUTE_KINDS = ["person", "channel", "team"] as const;

export type RouteKind = (typeof ROUTE_KINDS)[number];

/** What a platform must remember to reach somebody or some place; `data` is the platform's own. */
export type Route = {
  readonly kind: RouteKind;
  readonly id: string;
  readonly label: string;
  readonly data: Readonly<Record<string, string>>;
};
