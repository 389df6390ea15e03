import { render } from "preact";
import { App } from "./app";
import { openStorefront, StorefrontProvider } from "./storefront";
import "./style/base.css";
import "./style/layout.css";
import "./style/pages.css";
import "./style/picture.css";

const root = document.querySelector("#shop")!;

openStorefront(window).then(
  (storefront) =>
    render(
      <StorefrontProvider value={storefront}>
        <App />
      </StorefrontProvider>,
      root,
    ),
  (error: Error) =>
    render(
      <main>
        <h1>The shop cannot open</h1>
        <p role="alert">{error.message}</p>
      </main>,
      root,
    ),
);
