export { type ProjectWeather, projectWeather } from "./project-weather";
