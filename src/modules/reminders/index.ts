export { type Project, remind, type Teller } from "./remind";
export { putReminder } from "./store";
export { withProject } from "./with-project";
