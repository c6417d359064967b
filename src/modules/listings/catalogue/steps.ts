/** What every guide begins with. */
const open = (name: string): string =>
  `In the builder console open Integrations, choose ${name}, and read what it may do.`;

/** Signing in at the other side; `then` is what is chosen afterwards. */
export const signInSteps = (name: string, ...then: readonly string[]): string[] => [
  open(name),
  `Agree and sign in to ${name} with an account that may grant access; you come back by yourself.`,
  ...then,
  "A first call proves that the connection works. Only then does the installation count.",
];

/** A key that is made at the other side and pasted here. */
export const keySteps = (name: string, where: string, ...then: readonly string[]): string[] => [
  open(name),
  where,
  "Paste it into the form; it is kept encrypted and never shown again.",
  ...then,
  "A first call proves that the connection works. Only then does the installation count.",
];

/** A file that the other side exports. */
export const fileSteps = (name: string, how: string, into: string): string[] => [
  open(name),
  how,
  `Upload the file. You see what was read, row by row, and what was not understood, before anything is saved.`,
  `Confirm, and ${into}. The same file again changes nothing.`,
];

/** Links to the right place at the other side. */
export const linkSteps = (name: string, then: string): string[] => [
  open(name),
  then,
  "Nothing else is to be set up: links open in your own session there.",
];
