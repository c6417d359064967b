export { remind, type Teller } from "./remind";
export { putReminder } from "./store";
