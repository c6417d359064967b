/** Stands between `<` and what would make a mention or a link of it; it is not seen. */
const NOTHING_TO_SEE = "\u200B";

/**
 * A message that calls nobody: `<users/all>` would, and Chat knows no way to write it as it is. Its other markup changes
 * nothing but looks (developers.google.com/workspace/chat/format-messages).
 */
export const messageOf = (text: string) => ({ text: text.replaceAll("<", `<${NOTHING_TO_SEE}`) });
