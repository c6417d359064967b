export const SLUG_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$";
const SLUG = new RegExp(SLUG_PATTERN, "u");
const MOST = 100;

/** Whether the text is a name as paths have it: lower-case words of letters and digits, joined by hyphens. */
export const isSlug = (text: string): boolean => text.length <= MOST && SLUG.test(text);
