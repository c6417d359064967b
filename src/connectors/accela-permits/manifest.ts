import { definePermitManifest } from "#connectors/sdk";
import { text } from "#models";

export const manifest = definePermitManifest(
  {
    slug: "accela-permits",
    name: "Accela permits",
    tagline: "File permit applications with Accela agencies and follow their review",
    description:
      "Connects to one agency that runs the Accela Civic Platform. Applications are filed from the project's own data, and the permits of the connected account come back with their status, their review steps and what is still to be paid. The agency's own words stay beside the standard status.",
    auth: {
      type: "oauth2_code",
      authorizeUrl: "https://auth.accela.com/oauth2/authorize",
      authorizeFromConfig: { agency_name: "agency", environment: "environment" },
      tokenUrl: "https://auth.accela.com/oauth2/token",
      scopes: ["records"],
      clientAuth: "body",
      clientIdHeader: "x-accela-appid",
      scheme: "",
    },
    config: {
      agency: text({ description: "The agency's name at Accela.", example: "ISLANDTON", required: true, max: 100 }),
      environment: text({ description: "The agency's environment.", example: "TEST", default: "PROD", max: 50 }),
    },
    accountFrom: "agency",
    allowedHosts: ["apis.accela.com", "auth.accela.com"],
    permissions: [
      "Read the permits of your account at the agency",
      "File permit applications in your name, when you ask for it",
      "Send the agency the address, the parcel, the owner, the applicant and the job value of such an application",
    ],
    setupGuide: [
      "Ask the agency for its name at Accela, and to enable this application in its admin portal.",
      "Enter that name, and sign in with your account at the agency.",
      "Connect again when the sync has been paused for more than eight hours: the agency's sign-in lasts no longer.",
    ],
    data: {
      reads: ["Permits with status, dates, address and fees due", "Steps of their review and inspection"],
      writes: ["Permit applications"],
    },
    support: { url: "https://developer.accela.com" },
    vendorUrl: "https://www.accela.com",
    versions: [
      {
        name: "v1",
        released: "2026-11-22",
        notes: "Permits, their review steps, and filing an application.",
        upstream: "Construct API v4",
      },
    ],
  },
  60,
);
