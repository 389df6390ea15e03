import { useEffect, useRef } from "preact/hooks";

/** The first page that a visit shows leaves the focus where the browser has put it. */
let isFirstPage = true;

/** The page's heading, which takes the focus when the page opens: keyboards go on from here, and screen readers say where they are. */
export function PageTitle({ text }: { readonly text: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} · Groundplan Shop`;
  }, [text]);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  );
}
