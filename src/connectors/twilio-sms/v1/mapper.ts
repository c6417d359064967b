/** Two parts of a text, as Twilio bills them. */
const LONGEST_NEWS = 320;

/** Signs of ours that make every part of a text shorter by more than half, since they are not in its usual alphabet (GSM 03.38). */
const PLAIN: Readonly<Record<string, string>> = { "•": "-", "→": "to", "…": "..." };

/** What is told of an event, as it fits a text. */
export function newsText(text: string): string {
  const plain = text.replaceAll(/[•→…]/gu, (sign) => PLAIN[sign] ?? sign);
  return plain.length > LONGEST_NEWS ? `${plain.slice(0, LONGEST_NEWS - 3)}...` : plain;
}

/** Who a text is from: a number, or a messaging service that chooses one. */
export const senderOf = (sender: string): Readonly<Record<string, string>> =>
  sender.startsWith("MG") ? { MessagingServiceSid: sender } : { From: sender };
