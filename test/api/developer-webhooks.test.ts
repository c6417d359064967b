import { afterEach, expect, test, vi } from "vitest";
import { Webhook } from "standardwebhooks";
import { newUserClient } from "../support/accounts";
import { newDeveloper } from "../support/developers";

const URL_OF_RECEIVER = "http://127.0.0.1:9100/hook";
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

type Exchange = {
  request: { headers: Record<string, string>; body: string };
  response: { status: number; body: string } | null;
  error: string | null;
};
type Result = Exchange & {
  signature: { secret: string; id: string; timestamp: number; signed_content: string; header: string };
  verification: (Exchange & { passed: boolean; refused_wrong_signature: boolean }) | null;
};

function receive(answer: (request: Request, body: string) => Response): void {
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    return answer(request, await request.text());
  });
}
afterEach(() => {
  vi.restoreAllMocks();
});

const verifying = (request: Request, body: string): Response => {
  try {
    new Webhook(SECRET).verify(body, Object.fromEntries(request.headers));
    return new Response(null, { status: 204 });
  } catch {
    return new Response("no", { status: 401 });
  }
};

test("sends any event and shows request, answer and signature", async () => {
  const user = await newUserClient();
  receive(() => new Response("thanks", { status: 202 }));
  const sent = await user.post<Result>("/v1/developer/webhook-test", {
    event_type: "invoice.approved",
    url: URL_OF_RECEIVER,
  });
  expect(sent.status).toBe(200);
  const { request, response, signature, error } = sent.body;
  expect([response?.status, response?.body, error]).toEqual([202, "thanks", null]);
  expect(new Webhook(signature.secret).verify(request.body, request.headers)).toMatchObject({
    type: "invoice.approved",
    environment: "sandbox",
    test: true,
  });
  expect(signature.header).toBe(request.headers["webhook-signature"]);
  expect(signature.signed_content).toBe(`${signature.id}.${signature.timestamp}.${request.body}`);
});

test("finds out whether a receiver verifies signatures", async () => {
  const { user, app } = await newDeveloper();
  const body = { event_type: "project.created", url: URL_OF_RECEIVER, secret: SECRET, check_verification: true };
  receive(verifying);
  const good = await user.post<Result>("/v1/developer/webhook-test", { ...body, application_id: app.id });
  expect(good.body.verification).toMatchObject({ passed: true, refused_wrong_signature: true });
  receive(() => new Response(null, { status: 204 }));
  const careless = await user.post<Result>("/v1/developer/webhook-test", body);
  expect(careless.body.verification).toMatchObject({ passed: false, refused_wrong_signature: false });
  receive(() => new Response(null, { status: 500 }));
  const broken = await user.post<Result>("/v1/developer/webhook-test", body);
  expect(broken.body.verification).toMatchObject({ passed: false });
  expect(broken.body.error).toBe("The receiver answered 500.");
});

test("an address that is not public is refused, and nothing is sent", async () => {
  const user = await newUserClient();
  const fetched = vi.spyOn(globalThis, "fetch");
  for (const url of ["http://10.0.0.1/hook", "https://169.254.169.254/latest", "https://[fd00::1]/", "ftp://x.dev/"]) {
    const reply = await user.post<{ code: string; errors: { pointer: string }[] }>("/v1/developer/webhook-test", {
      event_type: "project.created",
      url,
    });
    expect([reply.status, reply.body.errors[0]?.pointer]).toEqual([400, "/url"]);
  }
  expect(fetched).not.toHaveBeenCalled();
});

test("refuses unknown types, malformed secrets and other people's applications", async () => {
  const user = await newUserClient();
  const { app } = await newDeveloper();
  const send = (changes: Record<string, unknown>) =>
    user.post("/v1/developer/webhook-test", { event_type: "project.created", url: URL_OF_RECEIVER, ...changes });
  expect((await send({ event_type: "project.exploded" })).status).toBe(400);
  expect((await send({ secret: "whsec_short" })).status).toBe(400);
  expect((await send({ secret: "hunter2" })).status).toBe(400);
  expect((await send({ application_id: app.id })).status).toBe(404);
});

test("thirty tests a minute", async () => {
  const user = await newUserClient();
  receive(() => new Response(null, { status: 204 }));
  const body = { event_type: "project.created", url: URL_OF_RECEIVER };
  const statuses: number[] = [];
  for (let at = 0; at < 32; at += 1) statuses.push((await user.post("/v1/developer/webhook-test", body)).status);
  expect([statuses[29], statuses[30], statuses[31]]).toEqual([200, 429, 429]);
});
