/**
 * The activity of a region: relative sizes in each lens (a typical region is 1), and factors for the technologies of a
 * group or for one technology, by name.
 */
export interface Profile {
  patents: number;
  publications: number;
  deals: number;
  strengths: Readonly<Record<string, number>>;
  /** A city of the region, for company addresses. */
  city: string;
}

const health = "Health & Biotech";
const digital = "Digital & AI";
const industry = "Advanced Industry & Materials";
const energy = "Energy & Climate";
const security = "Security & Space";

const profile = (
  city: string,
  patents: number,
  publications: number,
  deals: number,
  strengths: Profile["strengths"]
): Profile => ({
  city,
  patents,
  publications,
  deals,
  strengths
});

/** Regions with a well-known profile; all others are small and even. The numbers are plausible, not measured. */
export const regionProfiles: Readonly<Record<string, Profile>> = {
  BE10: profile("Brussels", 5, 12, 6, {[health]: 1.2}),
  BE21: profile("Antwerp", 9, 8, 4, {}),
  BE22: profile("Hasselt", 4, 4, 1.5, {}),
  BE23: profile("Gent", 8, 12, 5, {}),
  BE24: profile("Leuven", 10, 14, 5, {}),
  BE25: profile("Kortrijk", 5, 3, 2, {}),
  BE31: profile("Louvain-la-Neuve", 4, 5, 2, {[health]: 1.6}),
  AT13: profile("Vienna", 6, 14, 4, {[health]: 1.2}),
  AT22: profile("Graz", 6, 6, 1, {Semiconductors: 2, [industry]: 1.3}),
  CH01: profile("Lausanne", 10, 16, 8, {[health]: 1.4, "Medical Devices": 1.5}),
  CH03: profile("Basel", 14, 8, 5, {[health]: 2.6, Pharmaceuticals: 1.5, [digital]: 0.5}),
  CH04: profile("Zürich", 10, 18, 9, {"Artificial Intelligence": 1.8, Robotics: 1.8, [health]: 1.2}),
  CZ01: profile("Prague", 2, 14, 2, {}),
  DE11: profile("Stuttgart", 32, 10, 3, {[industry]: 1.9, "Advanced Manufacturing": 1.8, [health]: 0.4}),
  DE12: profile("Karlsruhe", 18, 16, 4, {[digital]: 1.2, "Nuclear Energy": 2}),
  DE21: profile("Munich", 40, 30, 22, {[digital]: 1.5, "Space technologies": 2.5, Semiconductors: 1.5}),
  DE30: profile("Berlin", 12, 30, 30, {[digital]: 1.3, [health]: 1.3, Photonics: 1.8}),
  DE71: profile("Darmstadt", 20, 14, 4, {Pharmaceuticals: 1.8, "Advanced Materials": 1.5}),
  DEA1: profile("Düsseldorf", 20, 12, 5, {"Advanced Materials": 1.6, "Smart Materials": 1.6}),
  DEA2: profile("Köln", 14, 18, 4, {"Smart Materials": 1.4}),
  DED2: profile("Dresden", 8, 12, 2, {Microelectronics: 2.8, Semiconductors: 2.8, Nanotechnologies: 1.8}),
  DK01: profile("Copenhagen", 14, 22, 10, {[health]: 1.9, "Quantum computing": 2}),
  DK04: profile("Aarhus", 8, 10, 3, {"Wind Energy": 9, [energy]: 1.8}),
  ES30: profile("Madrid", 6, 26, 10, {[security]: 1.4}),
  ES51: profile("Barcelona", 8, 28, 14, {[health]: 1.5, "High-Performance Computing (HPC)": 2}),
  FI1B: profile("Helsinki", 14, 16, 10, {"Internet of Things (IOT)": 2.5, [digital]: 1.5, [health]: 0.6}),
  FI1D: profile("Oulu", 6, 5, 1, {"Internet of Things (IOT)": 3, "Cloud and Edge Computing": 2}),
  FR10: profile("Paris", 50, 70, 45, {[digital]: 1.3, [security]: 1.6, "Quantum computing": 2}),
  FRJ2: profile("Toulouse", 8, 14, 3, {"Space technologies": 7, Drones: 4, [security]: 2}),
  FRK2: profile("Grenoble", 26, 22, 6, {Microelectronics: 2.6, Semiconductors: 3, "Nuclear Energy": 3, [health]: 0.7}),
  FRL0: profile("Marseille", 8, 16, 4, {Microelectronics: 1.6, "Nuclear Energy": 5}),
  HU11: profile("Budapest", 2, 10, 2, {}),
  IE06: profile("Dublin", 6, 14, 10, {"Cloud and Edge Computing": 2.5, Pharmaceuticals: 1.5}),
  ITC1: profile("Turin", 8, 12, 3, {"Autonomous Robots": 1.6, [industry]: 1.3}),
  ITC4: profile("Milan", 18, 28, 9, {Pharmaceuticals: 1.3, [industry]: 1.2}),
  ITH5: profile("Bologna", 10, 14, 3, {"High-Performance Computing (HPC)": 2.5, "Food Technology": 1.8, Robotics: 1.4}),
  ITI4: profile("Rome", 4, 22, 3, {"Space technologies": 2}),
  NL31: profile("Utrecht", 5, 14, 4, {[health]: 1.7}),
  NL32: profile("Amsterdam", 6, 18, 16, {"Artificial Intelligence": 1.5, Cybersecurity: 1.4}),
  NL33: profile("Delft", 9, 22, 6, {"Quantum computing": 5, Biomanufacturing: 1.6, "Wind Energy": 2}),
  NL22: profile("Nijmegen", 4, 14, 3, {"Food Technology": 4, [health]: 1.2}),
  NL41: profile("Eindhoven", 45, 9, 6, {
    Semiconductors: 4,
    Photonics: 4.5,
    Microelectronics: 2.4,
    "Medical Devices": 1.8,
    [health]: 0.5
  }),
  NO08: profile("Oslo", 4, 16, 5, {[energy]: 1.7}),
  NO0A: profile("Bergen", 3, 8, 2, {[energy]: 2, "Carbon Capture & Storage": 4}),
  PL91: profile("Warsaw", 3, 16, 4, {}),
  PT17: profile("Lisbon", 2, 14, 4, {[digital]: 1.1}),
  SE11: profile("Stockholm", 26, 20, 20, {
    "Internet of Things (IOT)": 4,
    "Cloud and Edge Computing": 3,
    "Artificial Intelligence": 1.5,
    [health]: 0.8
  }),
  SE22: profile("Lund", 14, 12, 4, {"Internet of Things (IOT)": 3, [health]: 1.1}),
  SE23: profile("Göteborg", 10, 12, 4, {"Autonomous Robots": 2.5}),
  UKD3: profile("Manchester", 4, 16, 6, {Nanotechnologies: 3, "Advanced Materials": 1.6}),
  UKH1: profile("Cambridge", 18, 26, 14, {
    [health]: 1.5,
    Bioinformatics: 3,
    Semiconductors: 1.5,
    "Quantum computing": 2
  }),
  UKI3: profile("London", 14, 40, 70, {
    "Artificial Intelligence": 1.7,
    "Generative AI": 1.8,
    [health]: 1.2,
    Cybersecurity: 1.4
  }),
  UKJ1: profile("Oxford", 14, 24, 12, {[health]: 1.6, "Nuclear Energy": 3, "Quantum computing": 3}),
  UKK1: profile("Bristol", 8, 16, 5, {[security]: 2, Robotics: 1.6}),
  UKM7: profile("Edinburgh", 4, 20, 6, {"Artificial Intelligence": 1.7, "Natural Language Processing": 2.5})
};

/** Relative size of regions not listed above, by country; 1 by default. */
export const countryLevels: Readonly<Record<string, number>> = {
  AT: 1.3,
  CH: 2.4,
  DE: 1.7,
  DK: 1.4,
  FI: 1.3,
  IE: 1.1,
  IS: 0.5,
  IT: 0.9,
  LI: 0.6,
  LU: 0.9,
  NL: 1.6,
  NO: 0.9,
  SE: 1.5,
  FR: 1,
  BE: 0.8,
  EL: 0.35,
  ES: 0.7,
  PT: 0.4,
  BG: 0.2,
  CY: 0.3,
  CZ: 0.5,
  EE: 0.4,
  HR: 0.25,
  HU: 0.3,
  LT: 0.35,
  LV: 0.25,
  MT: 0.25,
  PL: 0.35,
  RO: 0.2,
  SI: 0.5,
  SK: 0.3
};

/** Other countries: alpha-2, a region code of REGPAT, a city, its point, sizes. */
export const otherCountries = [
  {
    code: "US",
    name: "United States",
    region: "US06085",
    city: "San Jose",
    lat: 37.34,
    lon: -121.89,
    patents: 182,
    publications: 144,
    deals: 500,
    tilt: digital
  },
  {
    code: "CN",
    name: "China",
    region: "CN019",
    city: "Shenzhen",
    lat: 22.55,
    lon: 114.06,
    patents: 127,
    publications: 198,
    deals: 120,
    tilt: digital
  },
  {
    code: "JP",
    name: "Japan",
    region: "JPC13",
    city: "Tokyo",
    lat: 35.69,
    lon: 139.69,
    patents: 105,
    publications: 36,
    deals: 30,
    tilt: industry
  },
  {
    code: "KR",
    name: "South Korea",
    region: "KR011",
    city: "Seoul",
    lat: 37.57,
    lon: 126.98,
    patents: 61,
    publications: 24,
    deals: 30,
    tilt: digital
  },
  {
    code: "TW",
    name: "Taiwan",
    region: "TW01",
    city: "Hsinchu",
    lat: 24.8,
    lon: 120.97,
    patents: 12,
    publications: 10,
    deals: 5,
    tilt: digital
  },
  {
    code: "IL",
    name: "Israel",
    region: "IL05",
    city: "Tel Aviv",
    lat: 32.08,
    lon: 34.78,
    patents: 11,
    publications: 7,
    deals: 45,
    tilt: security
  },
  {
    code: "CA",
    name: "Canada",
    region: "CA35",
    city: "Toronto",
    lat: 43.7,
    lon: -79.42,
    patents: 11,
    publications: 24,
    deals: 40,
    tilt: digital
  },
  {
    code: "IN",
    name: "India",
    region: "IN29",
    city: "Bengaluru",
    lat: 12.97,
    lon: 77.59,
    patents: 10,
    publications: 54,
    deals: 60,
    tilt: digital
  },
  {
    code: "AU",
    name: "Australia",
    region: "AU1",
    city: "Sydney",
    lat: -33.87,
    lon: 151.21,
    patents: 5,
    publications: 22,
    deals: 15,
    tilt: health
  },
  {
    code: "SG",
    name: "Singapore",
    region: "SG01",
    city: "Singapore",
    lat: 1.29,
    lon: 103.85,
    patents: 4,
    publications: 6,
    deals: 25,
    tilt: digital
  },
  {
    code: "BR",
    name: "Brazil",
    region: "BR20",
    city: "São Paulo",
    lat: -23.55,
    lon: -46.64,
    patents: 2,
    publications: 18,
    deals: 12,
    tilt: energy
  },
  {
    code: "TR",
    name: "Türkiye",
    region: "TR10",
    city: "Istanbul",
    lat: 41.01,
    lon: 28.95,
    patents: 3,
    publications: 14,
    deals: 6,
    tilt: industry
  }
] as const;
