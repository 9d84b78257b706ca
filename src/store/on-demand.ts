/**
 * What takes time to make, made when it is first asked for. Of what can be asked of a database most never is, and
 * preparing all of it would take ten times as long as opening it.
 */
export function onDemand<T>(make: () => T): () => T {
  let made: { readonly it: T } | null = null;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
