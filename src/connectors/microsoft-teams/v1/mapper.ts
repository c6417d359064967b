/**
 * A message as a workflow takes it: one Adaptive Card. Its text is in runs, in which Markdown is not heeded, so it is shown
 * as it is (learn.microsoft.com/en-us/adaptive-cards/schema-explorer/text-run). The first line is the title.
 */
export function cardOf(text: string) {
  const body = text.split("\n").map((line, at) => ({
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
