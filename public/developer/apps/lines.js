/** @param {string} text @returns {string[]} its lines, without empty ones */
export const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
