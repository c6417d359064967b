export { projectWeather, type ProjectWeather, readWeather, type SiteWeather } from "./project-weather";
