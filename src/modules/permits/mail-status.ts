import { type PermitStatus, permitStatusOf } from "#models";

/** Where a mail states a status; what follows is the status. What is only likely, asked or denied is not stated. */
const STATED: readonly RegExp[] = [
  /\bstatus\b(?: of[^.:\n]{0,100})?(?: has| was)?(?: been)?(?: (?:changed|updated|set|moved))?(?: from [^.\n]{1,60}?)?(?: is(?: now)?| to|:| =)\s*["“']?([^"”'.\n]{2,80})/giu,
  /\b(?:permit|application|record)\b[^.:\n]{0,80}?\b(?:has been|was|is now)\s+["“']?([^"”'.\n]{2,60})/giu,
];
const DENIED = /\b(?:not|un(?:able|til)|if|when|once|before|will)\b/iu;
/** In lower case: the month is none. */
const LIKELY = /\bmay\b/u;

/** The sentence that a match ends in, from its beginning. */
function sentenceOf(text: string, { index, 0: whole }: RegExpExecArray): string {
  const from = Math.max(...[".", "!", "?", "\n"].map((end) => text.lastIndexOf(end, index - 1))) + 1;
  return text.slice(from, index + whole.length);
}

const isOutright = (sentence: string): boolean => !DENIED.test(sentence) && !LIKELY.test(sentence);

const withoutQuotes = (text: string): string =>
  text.split(/\n(?:-{2,} ?Original Message|On [^\n]{5,200} wrote:|From: )/u)[0]?.replaceAll(/^>.*$/gmu, "") ?? "";

/**
 * The status that a mail states, in its own words; undefined when it states none that is known, or several.
 * Only what a mail says outright counts: a wrong status is worse than none.
 */
export function statusIn({
  subject,
  text,
}: {
  subject: string;
  text: string;
}): { status: PermitStatus; words: string } | undefined {
  const said = `${subject}\n${withoutQuotes(text)}`;
  const found = STATED.flatMap((pattern) => [...said.matchAll(pattern)])
    .filter((match) => isOutright(sentenceOf(said, match)))
    .flatMap(([, words = ""]) => {
      const status = permitStatusOf(words);
      return status === null ? [] : [{ status, words: words.trim() }];
    });
  const [one] = found;
  return one && found.every(({ status }) => status === one.status) ? one : undefined;
}
