export { alertEffects } from "./alert-effects";
