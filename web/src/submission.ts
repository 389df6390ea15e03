import { useState } from "./hooks";
import type { Problem } from "./api/problem";
import { useStorefront } from "./storefront";

/** Runs the work of a form, one submission at a time, and reports failures. */
export function useSubmission(work: () => Promise<void>) {
  const { notices } = useStorefront();
  const [isBusy, setBusy] = useState(false);
  // One object for the life of the form: a second click may come before the first one is rendered.
  const [progress] = useState({ isUnderWay: false });
  const setUnderWay = (value: boolean) => {
    progress.isUnderWay = value;
    setBusy(value);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (progress.isUnderWay) return;
    setUnderWay(true);
    await work().catch((error: Partial<Problem>) => notices.reportFrom(error));
    setUnderWay(false);
  };
  return { submit, isBusy };
}
