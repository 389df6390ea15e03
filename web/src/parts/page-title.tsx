import { useEffect } from "../hooks";

/** The first page of a visit leaves the focus to the browser. */
let isFirstPage = true;

/**
 * Heading of the page. It gets the focus when the page opens, so that keyboards continue here and screen readers
 * announce the page.
 */
export function PageTitle({ text }: { readonly text: string }) {
  useEffect(() => {
    document.title = `${text} · Groundplan Shop`;
    if (!isFirstPage) document.querySelector("h1")!.focus({ preventScroll: true });
    isFirstPage = false;
  }, [text]);
  return <h1 tabIndex={-1}>{text}</h1>;
}
