export { projectWeather, type ProjectWeather, readWeather } from "./project-weather";
