import { connectors } from "#connectors";
import type { Exchange } from "#connectors/sdk";
import { withDaysMoved } from "./recorded-days";

type Answer = Exchange & { status: number };

const answers = (exchange: Exchange): exchange is Answer => exchange.status !== null;

const answerOf = ({ status, headers }: Answer, body: unknown): Response =>
  new Response(body === null ? null : typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });

/**
 * Answers from what was recorded of operations that went well, for sandboxes: the very exchange when there is one, else a
 * good one of the same endpoint, so that a sandbox may ask about anything. What depends on the day tells of the days asked
 * about.
 */
export async function replay(
  slug: string,
  version: string,
  now: number,
): Promise<(request: Request, endpoint: string) => Response> {
  const recordings = (await connectors[slug]?.versions[version]?.recordings()) ?? [];
  const exchanges = recordings
    .filter(({ expected }) => expected.failure === undefined)
    .flatMap((recording) => recording.exchanges)
    .filter(answers);
  return (request, endpoint) => {
    const url = new URL(request.url);
    const asked = `${request.method} ${url.pathname}${url.search}`;
    const ofEndpoint = exchanges.filter((exchange) => exchange.endpoint === endpoint);
    const dated = ofEndpoint.filter(({ inSandbox }) => inSandbox);
    const same = dated.length > 0 ? dated : ofEndpoint;
    const found =
      same.find((exchange) => exchange.request === asked) ?? same.find(({ status }) => status >= 200 && status < 300);
    return found
      ? answerOf(found, withDaysMoved(found, url, now))
      : Response.json({ detail: "The sandbox has no recorded answer to this." }, { status: 501 });
  };
}
