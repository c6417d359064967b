import { definePermitManifest } from "#connectors/sdk";
import { text } from "#models";

export const manifest = definePermitManifest(
  {
    slug: "opengov-permits",
    name: "OpenGov permits",
    tagline: "File permit applications with OpenGov communities and follow their workflow",
    description:
      "Connects to one community that runs OpenGov Permitting & Licensing. Applications are filed from the project's own data, and the records the integration may see come back with their status and the steps of their workflow, in the community's own words and in standard stages.",
    auth: {
      type: "oauth2_client",
      tokenUrl: "https://accounts.viewpointcloud.com/oauth/token",
      scopes: [],
      clientAuth: "body",
      parameters: { audience: "viewpointcloud.com/api/production" },
    },
    config: {
      community: text({
        description: "The community's subdomain at OpenGov.",
        example: "sampletown",
        required: true,
        max: 63,
        pattern: "^[a-z0-9-]+$",
        written: "Small letters, digits and hyphens, such as sampletown.",
      }),
    },
    accountFrom: "community",
    allowedHosts: ["api.plce.opengov.com", "accounts.viewpointcloud.com"],
    permissions: [
      "Read the permit records that the community has opened to your credentials",
      "File permit applications, when you ask for it",
      "Send the community the place and the form values of such an application",
    ],
    setupGuide: [
      "Ask the community for API credentials with access to the record types you apply for.",
      "Enter its subdomain, the client id and the client secret.",
    ],
    data: {
      reads: ["Permit records with status and dates", "Steps of their workflow"],
      writes: ["Permit applications"],
    },
    support: { url: "https://developer.opengov.com", email: "developers@opengov.com" },
    vendorUrl: "https://opengov.com/products/permitting-and-licensing",
    versions: [
      {
        name: "v1",
        released: "2026-11-22",
        notes: "Permit records, their workflow steps, and filing an application.",
        upstream: "Permitting & Licensing API v2",
      },
    ],
  },
  15,
);
