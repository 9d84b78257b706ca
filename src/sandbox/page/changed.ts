import { useEffect, useRef, useState } from "preact/hooks";

const SHOWN_MS = 1800;

/** True for a moment after what is shown has changed, but not when it appears. */
export function useFreshness(shown: readonly object[]): boolean {
  const json = JSON.stringify(shown);
  const before = useRef(json);
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    if (before.current === json) return;
    before.current = json;
    setFresh(true);
    const timer = setTimeout(() => setFresh(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [json]);
  return fresh;
}
