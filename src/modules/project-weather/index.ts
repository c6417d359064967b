export { historyCsv, MOST_DAYS, type ProjectWeatherHistory } from "./history-days";
export { weatherHistory } from "./weather-history";
export { projectWeather, type ProjectWeather, readWeather, type SiteWeather } from "./project-weather";
