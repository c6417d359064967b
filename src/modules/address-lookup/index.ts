export { type FoundAddress, findAddress } from "./find-address";
