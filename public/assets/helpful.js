/** Asks at the end of a page of the documentation whether it helped. Without a script nothing is asked. */
import { helpful } from "/assets/ui/helpful.js";

document.querySelector("main")?.append(helpful);
