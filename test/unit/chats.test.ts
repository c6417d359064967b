import { expect, test } from "vitest";
import { newsText, senderOf } from "../../src/connectors/twilio-sms/v1/mapper";
import { cardOf } from "../../src/connectors/microsoft-teams/v1/mapper";

test("news is texted in the usual alphabet of texts, and in two parts at most", () => {
  expect(newsText("Permit changed: BLD-1\n• Status: filed → issued")).toBe(
    "Permit changed: BLD-1\n- Status: filed to issued",
  );
  expect(newsText("x".repeat(320))).toBe("x".repeat(320));
  const long = newsText("→".repeat(319));
  expect([long.length, long.slice(-5)]).toEqual([320, "ot..."]);
});

test("a text is from a number, or from a messaging service", () => {
  expect(senderOf("+13055550100")).toEqual({ From: "+13055550100" });
  expect(senderOf(`MG${"0".repeat(32)}`)).toEqual({ MessagingServiceSid: `MG${"0".repeat(32)}` });
});

test("the longest message is a card that Teams takes, of less than 28 KB", () => {
  for (const text of ["\u0001".repeat(4000), "€".repeat(4000), "a\n".repeat(2000), "\u0001\n".repeat(2000)]) {
    const bytes = new TextEncoder().encode(JSON.stringify(cardOf(text))).length;
    expect([text.slice(0, 3), bytes < 28_000]).toEqual([text.slice(0, 3), true]);
  }
});
