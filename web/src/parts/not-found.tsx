import { PageTitle } from "./page-title";

export function NotFound() {
  return (
    <section class="panel">
      <PageTitle text="There is nothing here" />
      <ToCatalogue />
    </section>
  );
}

export function ToCatalogue() {
  return (
    <p>
      <a href="/">Back to the catalogue</a>
    </p>
  );
}
