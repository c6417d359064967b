export { sendNotices } from "./send-notices";
