import { z } from "zod";
import { endpoints, judgeBy, judgeRefused } from "#connectors/sdk";
import { match } from "./mapper";

/** It takes no longer question. */
export const LONGEST_ADDRESS = 256;

/** What Mapbox says of a token that may not, or of a question that it does not understand. */
const told = z.object({ message: z.string() });

const usual = {
  judge: judgeBy(told, ({ message }, { status }) => {
    if (status === 422) return judgeRefused(message);
    return status === 401 || status === 403 ? { class: "config", message: message.slice(0, 300) } : undefined;
  }),
};

export const api = endpoints(usual, {
  findPlaces: { at: "GET /search/geocode/v6/forward", response: z.object({ features: z.array(match) }) },
});
