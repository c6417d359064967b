import { createServer, type Server } from "node:http";
import { siteServices } from "../../support/site-services";

/** Whose requests the service fails, by the address that its User-Agent names. */
export const UNLUCKY = "unlucky@example.com";

/** The Weather Service and who else knows of sites, as they were recorded, on a port of this machine. */
export async function startWeather(): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const { method = "", url = "/", headers } = request;
    const isDown = headers["user-agent"]?.includes(UNLUCKY);
    const answer = isDown ? new Response("down", { status: 500 }) : siteServices({ method, url: `http://host${url}` });
    void answer.text().then((text) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(text);
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", () => done());
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`, server };
}
