export { historyCsv, MOST_DAYS, type ProjectWeatherHistory } from "./history-days";
export { weatherHistory } from "./weather-history";
export { type ProjectWeather, projectWeather } from "./project-weather";
