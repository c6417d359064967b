export { World } from "../support/world";
