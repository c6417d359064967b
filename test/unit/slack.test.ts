import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventChannels, misconfigured, refused, textOf } from "#connectors/sdk";
import { escapeText } from "../../src/connectors/slack/v1";

const SAID = [
  [
    {
      type: "change_order.approved",
      data: { number: "CO-3", title: "Deck", amount_cents: 1_200_000, currency: "USD", updated_at: "x" },
    },
    "Change order approved: CO-3 Deck, $12,000.00",
  ],
  [
    {
      type: "schedule.task_delayed",
      data: { name: "Pour", end_date: "2026-04-10" },
      previous: { end_date: "2026-04-08", updated_at: "x" },
    },
    "Schedule task delayed: Pour\n• End date: 2026-04-08 → 2026-04-10",
  ],
  [
    {
      type: "invoice.updated",
      data: { number: "7", total_cents: 5, notes: null },
      previous: { total_cents: 0, notes: "n" },
    },
    "Invoice changed: 7, $0.05\n• Total: $0.00 → $0.05\n• Notes: n → none",
  ],
  [
    {
      type: "project.king_tide",
      data: {
        id: "018f3a5e",
        name: "Pier house",
        change: "predicted",
        starts_at: "2026-12-20T09:00:00.000Z",
        height_ft: 13.5,
        station_name: "Seattle",
      },
    },
    "Project king tide: Pier house\n• Change: predicted\n• Starts at: Dec 20, 2026, 9:00 AM UTC\n• Height ft: 13.5\n• Station name: Seattle",
  ],
  [
    {
      type: "project.setbacks_changed",
      data: { name: "Pier house", front_ft: 25, entered_by: "018f3a5e" },
      previous: { front_ft: null, entered_by: null },
    },
    "Project setbacks changed: Pier house\n• Front ft: none → 25",
  ],
  [{ type: "webhook.disabled", data: {} }, "Webhook disabled"],
] satisfies [Partial<Parameters<typeof textOf>[0]>, string][];

describe("what an event says", () => {
  test.each(SAID)("%j", (event, text) => {
    expect(textOf({ id: "e", previous: {}, ...event })).toBe(text);
  });

  test("is never too long to be posted, escaped or not at all", () => {
    const previous = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`field_${at}`, "<".repeat(5000)]));
    const text = textOf({
      id: "e",
      type: "project.updated",
      data: { name: "&".repeat(10_000), ...previous },
      previous,
    });
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(escapeText(text).length).toBeLessThan(40_000);
  });

  test("holds nothing of Slack's own once it is escaped, and is the same for who reads it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("<", ">", "&", "!", "@", "a", "amp;", "lt;") }), (text) => {
        const escaped = escapeText(text);
        expect(escaped.replaceAll(/&(?:amp|lt|gt);/gu, "")).not.toMatch(/[<>&]/u);
        expect(escaped.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")).toBe(text);
      }),
    );
    expect(escapeText("<!channel> & <@U1>")).toBe("&lt;!channel&gt; &amp; &lt;@U1&gt;");
  });
});

describe("routes", () => {
  const settings = eventChannels("channels", { id: /[CG][A-Z0-9]{5,20}/u, example: "C012AB3CD", pauseMs: 1 });
  const channels = ["C012AB3CD: invoice.*, change_order.approved", " G0AKFJBEU :*", "C012AB3CD: invoice.created"];
  test.each([
    ["invoice.created", ["C012AB3CD", "G0AKFJBEU"]],
    ["change_order.approved", ["C012AB3CD", "G0AKFJBEU"]],
    ["change_order.rejected", ["G0AKFJBEU"]],
    ["invoice_line_item.created", ["G0AKFJBEU"]],
  ])("%s is told once in each of its channels", (type, told) => {
    expect(settings.faultsOf({ channels })).toEqual([]);
    const event = { id: "e", type, data: { name: "N" }, previous: {} };
    const reactions = settings.events.react(event, { config: { channels } });
    expect(reactions.map(({ input }) => (input as { channel: string }).channel)).toEqual(told);
  });

  test("each channel is tried once, and what is refused of one is the matter of its first line", async () => {
    const tried: string[] = [];
    const work = async (channel: string) => {
      tried.push(channel);
      if (channel === "G0AKFJBEU") throw refused("The channel is archived.");
    };
    await expect(settings.withEach({ channels: [channels[2] ?? "", ...channels] }, work)).rejects.toMatchObject({
      setting: "channels/2",
      class: "config",
    });
    expect(tried).toEqual(["C012AB3CD", "G0AKFJBEU"]);
    const gone = misconfigured("The app was removed.");
    await expect(settings.withEach({ channels }, async () => Promise.reject(gone))).rejects.toBe(gone);
  });

  test.each([
    ["general: invoice.*", /id of a channel/u],
    ["C012AB3CD", /id of a channel/u],
    ["C012AB3CD: ", /id of a channel/u],
    ["C012AB3CD: invoice.paid_twice", /^invoice\.paid_twice is not a type/u],
    ["C012AB3CD: invoice.*,", /^Nothing is not a type/u],
  ])("%j is refused", (line, detail) => {
    expect(settings.faultsOf({ channels: ["C012AB3CD: *", line] })).toEqual([
      { field: "channels/1", detail: expect.stringMatching(detail) as string },
    ]);
  });
});
