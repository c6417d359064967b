/** A lot on a canal with a rounded corner, as a surveyor's program writes it; coordinates of a state plane. */
export const demoSurvey = (): string => {
  const course = (from: string, to: string) => `<Line><Start>${from}</Start><End>${to}</End></Line>`;
  const southwest = "402100 871200";
  const northwest = "402228 871200";
  const northeast = "402228 871290";
  const [arcBegins, arcEnds] = ["402125 871290", "402100 871265"] as const;
  const lot = [course(southwest, northwest), course(northwest, northeast), course(northeast, arcBegins)];
  const arc = `<Curve rot="cw" crvType="arc" radius="25"><Start>${arcBegins}</Start><Center>402125 871265</Center><End>${arcEnds}</End></Curve>`;
  const setback = course("402125 871208", "402125 871282");
  const easement = course("402100 871210", "402228 871210");
  const feature = (name: string, line: string) =>
    `<PlanFeature name="${name}"><CoordGeom>${line}</CoordGeom></PlanFeature>`;
  return `<?xml version="1.0"?>
<LandXML xmlns="http://www.landxml.org/schema/LandXML-1.2" version="1.2" date="2026-02-03" time="08:00:00">
<Units><Imperial areaUnit="squareFoot" linearUnit="USSurveyFoot" volumeUnit="cubicYard" temperatureUnit="fahrenheit" pressureUnit="inHG"/></Units>
<Parcels><Parcel name="Lot 12" area="11385.87" setbackFront="25" setbackSide="7.5"><CoordGeom>${lot.join("")}${arc}${course(arcEnds, southwest)}</CoordGeom></Parcel></Parcels>
<PlanFeatures>${feature("BSL", setback)}${feature("10 FT UTILITY EASEMENT", easement)}</PlanFeatures>
</LandXML>
`;
};
