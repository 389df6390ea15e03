import { useRef, useState } from "preact/hooks";
import type { Problem } from "./api/problem";
import { useStorefront } from "./storefront";

/** Runs the work of a form, one submission at a time, and reports failures. */
export function useSubmission(work: () => Promise<void>) {
  const { notices } = useStorefront();
  const [isBusy, setBusy] = useState(false);
  // A second click may come before the first one is rendered.
  const isUnderWay = useRef(false);
  const setUnderWay = (value: boolean) => {
    isUnderWay.current = value;
    setBusy(value);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isUnderWay.current) return;
    setUnderWay(true);
    await work().catch((error: Partial<Problem>) => notices.reportFrom(error));
    setUnderWay(false);
  };
  return { submit, isBusy };
}
