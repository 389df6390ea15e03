import { render } from "preact";
import { App } from "./app";
import { openStorefront } from "./storefront";
import "./style/base.css";
import "./style/layout.css";
import "./style/pages.css";
import "./style/picture.css";

const root = document.querySelector("#shop")!;

openStorefront(window);
render(<App />, root);
