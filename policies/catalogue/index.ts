export { cataloguePage } from "./page";
