export { mailAdmins, platformAdminIds } from "./platform-admins";
