/** The key of a sandbox that examples are tried with, as long as the tab is open. It reaches nothing real. */
const KEPT = "rossos.try-key";

/** @returns {string | undefined} */
export const keptKey = () => sessionStorage.getItem(KEPT) ?? undefined;

/** @param {string} key */
export const keepKey = (key) => sessionStorage.setItem(KEPT, key);

export const forgetKey = () => sessionStorage.removeItem(KEPT);
