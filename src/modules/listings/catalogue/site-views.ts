import type { CatalogueEntry } from "./entry";
import { fileSteps, keySteps } from "./steps";

const PHOTOS = {
  permissions: [
    "Read the pictures of the cameras you choose.",
    "Write them to galleries and daily logs of your projects.",
  ],
  writes: ["Photos in the project's gallery", "Links in daily logs"],
};
const GALLERY =
  "Each picture is put into the gallery of its project by the time in its EXIF data and linked with the daily log of that day. Where the service lets its live view be embedded, it stands on the project's dashboard.";

const camera = (slug: string, name: string, keywords: string, about: string): CatalogueEntry => ({
  slug,
  name,
  category: "cameras",
  kind: "file_import",
  tagline: "Site pictures in the project",
  description: `Puts pictures of ${name} into galleries and daily logs, and its live view on the dashboard.`,
  about: [
    about,
    GALLERY,
    `We know of no public interface of ${name}. Pictures come in as files that are exported or downloaded there. Cameras are not controlled.`,
  ],
  setup: fileSteps(
    name,
    `In ${name} download the pictures of a period, as files or as an archive.`,
    "they stand in gallery and logs",
  ),
  ...PHOTOS,
  reads: ["Pictures you upload", "The address of the live view"],
  vendorCost: `Included in every plan. You need a ${name} subscription.`,
  keywords: `camera time-lapse jobsite photos ${keywords}`,
});

export const cameras: readonly CatalogueEntry[] = [
  camera(
    "earthcam",
    "EarthCam",
    "webcam",
    "EarthCam's fixed cameras take a picture every few minutes and make time-lapses of them.",
  ),
  camera(
    "openspace",
    "OpenSpace",
    "360 walk capture",
    "OpenSpace makes 360-degree walks of a site from a camera on a hard hat, laid over the floor plan.",
  ),
  {
    slug: "sensera",
    name: "Sensera",
    category: "cameras",
    kind: "email",
    tagline: "Camera pictures by e-mail, filed",
    description:
      "Files the pictures that Sensera's SiteCloud sends by e-mail, and shows its live view on the dashboard.",
    about: [
      "Sensera's solar cameras can send the latest picture by e-mail at the times you choose. Sent to the address of a project, it is filed there by itself.",
      GALLERY,
      "We know of no public interface of SiteCloud. So video and older pictures are not fetched.",
    ],
    setup: [
      "In the builder console open Integrations, choose Sensera, and copy the address of the project.",
      "In SiteCloud open the camera's configuration and switch on the project updates by e-mail.",
      "Enter the address, the days and the times, and save.",
      "With the first picture the camera is known; name it.",
    ],
    ...PHOTOS,
    reads: ["Pictures sent to the project's address"],
    vendorCost: "Included in every plan. You need a Sensera camera with SiteCloud.",
    keywords: "camera sitecloud solar time-lapse jobsite photos",
  },
  camera(
    "truelook",
    "TrueLook",
    "live",
    "TrueLook's cameras show the site live and keep a picture of every few minutes.",
  ),
  camera(
    "oxblue",
    "OxBlue",
    "live",
    "OxBlue's cameras keep a picture of every few minutes and compare days side by side.",
  ),
];

const SURVEY = {
  permissions: ["Read maps and photos of the sites you choose.", "Write them to your projects."],
  writes: ["Maps and elevation models as documents", "Photos with their place", "Volumes at milestones"],
};
const OVERLAY =
  "Maps are laid over the site plan by their coordinates, so two dates can be compared, and are linked with the milestone they show. Photos are sorted by their GPS position.";

export const drones: readonly CatalogueEntry[] = [
  {
    slug: "dronedeploy",
    name: "DroneDeploy",
    category: "drones",
    kind: "live_api",
    tagline: "Drone maps beside your plan",
    description: "Fetches orthomosaics, elevation models and photos of your DroneDeploy projects.",
    about: [
      "When a map is finished in DroneDeploy, it is exported and fetched into the project it belongs to.",
      OVERLAY,
      "DroneDeploy opens its interface to Enterprise plans and partners alone. With another plan, export the map there and upload it.",
    ],
    setup: keySteps("DroneDeploy", "In DroneDeploy make an API key; Enterprise plans have it.", "Match projects."),
    ...SURVEY,
    reads: ["Maps, elevation models and photos in DroneDeploy"],
    vendorCost: "Included in every plan. You need a DroneDeploy plan with API access.",
    keywords: "orthomosaic aerial survey map progress",
  },
  {
    slug: "skydio",
    name: "Skydio",
    category: "drones",
    kind: "live_api",
    tagline: "Drone photos with their place",
    description: "Fetches photos and scans from Skydio Cloud.",
    about: [
      "Flights that are uploaded to Skydio Cloud bring their photos into the project on whose site they were taken.",
      OVERLAY,
      "Skydio takes the pictures; maps are made of them elsewhere. API access is part of some of its plans only.",
    ],
    setup: keySteps(
      "Skydio",
      "In Skydio Cloud make an API token, if your plan has it.",
      "Say which sites belong to which projects.",
    ),
    ...SURVEY,
    reads: ["Flights and photos in Skydio Cloud"],
    vendorCost: "Included in every plan. You need Skydio Cloud with API access.",
    keywords: "aerial photos survey progress",
  },
  {
    slug: "pix4d",
    name: "Pix4D",
    category: "drones",
    kind: "live_api",
    tagline: "Maps from PIX4D in your project",
    description: "Fetches orthomosaics, elevation models and reports from PIX4D's cloud.",
    about: [
      "Projects that were processed in PIX4D's cloud bring their orthomosaic, surface model and quality report into the project here.",
      OVERLAY,
      "The interface comes with a PIX4Dengine Cloud licence. With another licence, export GeoTIFF files and upload them.",
    ],
    setup: keySteps(
      "Pix4D",
      "In your PIX4D organization's dashboard, under API access, generate a client id and secret.",
      "Match projects.",
    ),
    ...SURVEY,
    reads: ["Maps, models and reports in PIX4D's cloud"],
    vendorCost: "Included in every plan. You need a PIX4Dengine Cloud licence.",
    keywords: "orthomosaic photogrammetry geotiff aerial survey map",
  },
  {
    slug: "propeller",
    name: "Propeller Aero",
    category: "drones",
    kind: "live_api",
    tagline: "Cut, fill and progress by drone",
    description: "Fetches surveys and volumes of your Propeller sites.",
    about: [
      "Each survey of a site brings its map and surface into the project, and the volumes measured there become quantities at a milestone.",
      OVERLAY,
      "API access depends on your Propeller plan. Addresses of files expire there, so files are fetched at once and kept.",
    ],
    setup: keySteps("Propeller Aero", "Ask Propeller for API access and a token.", "Match sites with projects."),
    ...SURVEY,
    reads: ["Surveys, surfaces and volumes in Propeller"],
    vendorCost: "Included in every plan. You need a Propeller plan with API access.",
    keywords: "earthwork volumes cut fill aerial survey map",
  },
];
