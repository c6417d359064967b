/** A card has at most 28 KB (learn.microsoft.com, limits of Teams): what has more lines is told in fewer. */
const MOST_LINES = 20;

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  return [...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? [lines.slice(MOST_LINES).join(" ")] : [])];
}

/**
 * A message as a workflow takes it: one Adaptive Card. Its text is in runs, in which Markdown is not heeded, so it is shown
 * as it is (learn.microsoft.com/en-us/adaptive-cards/schema-explorer/text-run). The first line is the title.
 */
export function cardOf(text: string) {
  const body = linesOf(text).map((line, at) => ({
    type: "RichTextBlock",
    ...(at > 0 && { spacing: "Small" }),
    inlines: [{ type: "TextRun", text: line, ...(at === 0 && { weight: "Bolder" }) }],
  }));
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body,
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}
