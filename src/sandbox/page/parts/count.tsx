/** How many wait, as a badge; what they are is said to whoever cannot see it. */
export function Count({ n, are }: { n: number; are: string }) {
  if (n === 0) return null;
  return (
    <span class="count">
      {n > 99 ? "99+" : n}
      <span class="hidden"> {are}</span>
    </span>
  );
}
