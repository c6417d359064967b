export { openTasks, type Task } from "./open-tasks";
